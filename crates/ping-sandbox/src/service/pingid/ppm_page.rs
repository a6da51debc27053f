//! The pages that browsers are shown. Everything that comes from elsewhere is escaped.

use crate::wire::response::Response;

/// Runs WebAuthn with the options of the page and posts what came of it.
const SCRIPT: &str = r#"
const options = JSON.parse(document.getElementById("publicKeyCredentialOptions").textContent);
const form = document.forms[0];
const bytes = (list) => Int8Array.from(list);
const base64 = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)));
const codes = {
  AbortError: "ABORT_ERROR", InvalidStateError: "INVALID_STATE_ERROR",
  NotAllowedError: "NOT_ALLOWED_ERROR", SecurityError: "SECURITY_ERROR",
};
async function run() {
  if (!window.PublicKeyCredential) {
    form.elements.error.value = "BROWSER_NOT_SUPPORTED";
    return;
  }
  options.challenge = bytes(options.challenge);
  if (options.user) options.user.id = bytes(options.user.id);
  for (const kind of options.pubKeyCredParams || []) kind.alg = Number(kind.alg);
  for (const name of ["allowCredentials", "excludeCredentials"])
    for (const credential of options[name] || []) credential.id = bytes(credential.id);
  const made = await navigator.credentials[form.dataset.call]({ publicKey: options });
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"])
    if (made.response[name]) response[name] = base64(made.response[name]);
  form.elements.publicKeyCredentialJson.value =
    JSON.stringify({ id: made.id, rawId: base64(made.rawId), type: made.type, response });
}
run()
  .catch((error) => { form.elements.error.value = codes[error.name] || "AUTH_GENERIC_ERROR"; })
  .then(() => form.submit());
"#;

/// What a page of WebAuthn does.
#[derive(Clone, Copy)]
pub(super) enum Ceremony {
    Create,
    Get,
}

impl Ceremony {
    fn name(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Get => "get",
        }
    }
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// JSON that stays the same JSON and ends no script.
fn inside_script(json: &str) -> String {
    json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

fn page(status: u16, content: &str) -> Response {
    let page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>PingID</title></head>\n\
         <body>\n{content}\n</body>\n</html>\n"
    );
    Response::with_body(status, "text/html; charset=utf-8", page)
}

fn hidden(name: &str, value: &str) -> String {
    let (name, value) = (escape(name), escape(value));
    format!("<input type=\"hidden\" name=\"{name}\" value=\"{value}\">\n")
}

fn form(action: &str, attributes: &str, fields: &[(String, String)], rest: &str) -> String {
    let action = escape(action);
    let fields: String = fields.iter().map(|(name, value)| hidden(name, value)).collect();
    format!("<form method=\"post\" action=\"{action}\"{attributes}>\n{fields}{rest}</form>")
}

/// A request that is not believed.
pub(super) fn refusal(why: &str) -> Response {
    page(400, &format!("<p>{}</p>", escape(why)))
}

/// Posts the response to the identity provider, at once where scripts run.
pub(super) fn post_back(return_url: &str, token: &str) -> Response {
    let fields = [("ppm_response".to_owned(), token.to_owned())];
    let form = form(return_url, "", &fields, "<button>Continue</button>\n");
    page(200, &format!("{form}\n<script>document.forms[0].submit();</script>"))
}

/// Asks for a passcode.
pub(super) fn passcode(action: &str, fields: &[(String, String)], text: &str) -> Response {
    let rest = "<input name=\"otp\" autocomplete=\"one-time-code\" autofocus>\n\
                <button>Sign on</button>\n";
    let form = form(action, "", fields, rest);
    page(200, &format!("<p>{}</p>\n{form}", escape(text)))
}

/// Runs WebAuthn.
pub(super) fn webauthn(
    action: &str,
    fields: &[(String, String)],
    ceremony: Ceremony,
    options: &str,
) -> Response {
    let call = format!(" data-call=\"{}\"", ceremony.name());
    let rest = hidden("publicKeyCredentialJson", "") + &hidden("error", "");
    let form = form(action, &call, fields, &rest);
    let options = inside_script(options);
    page(
        200,
        &format!(
            "<p>Use your device.</p>\n{form}\n\
             <script type=\"application/json\" id=\"publicKeyCredentialOptions\">{options}</script>\n\
             <script>{SCRIPT}</script>"
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::{escape, inside_script};

    #[test]
    fn nothing_gets_out_of_its_place() {
        assert_eq!(
            escape(r#"<a href="x" id='y'>&amp;"#),
            "&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;amp;"
        );
        let json = r#"{"name":"</script><!-- & -->"}"#;
        let inside = inside_script(json);
        assert!(!inside.contains(['<', '>', '&']), "{inside}");
        let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        assert_eq!(read(&inside), read(json));
    }
}
