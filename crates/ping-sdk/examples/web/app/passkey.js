// The browser's part of a passkey: it gets the options of the page, and what it makes of them goes
// into the form.
const field = document.querySelector("[name=credential]");

async function credential({ create, get }) {
  if (create) {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse(create));
    return navigator.credentials.create({ publicKey });
  }
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(JSON.parse(get));
  return navigator.credentials.get({ publicKey });
}

field.form.addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    field.value = JSON.stringify((await credential(field.dataset)).toJSON());
    field.form.submit();
  } catch (error) {
    document.querySelector("[role=alert]").textContent = `That did not work: ${error.message}`;
  }
});
