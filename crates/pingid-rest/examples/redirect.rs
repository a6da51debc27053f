//! Sends the user's browser to PingID's own page and believes what it brings back:
//! `cargo run -p pingid-rest --example redirect`.

mod stage;

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use ping_models::pingid::{AddUser, RedirectRequest, Role};
use pingid_rest::{RedirectForm, RedirectOutcome};
use stage::{Outcome, Stage};
use url::{Url, form_urlencoded};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let stage = Stage::new().await?;
    let pingid = stage.pingid.clone();
    let pairing = pingid.pair_online(AddUser::new("jdoe", Role::Regular)).await?;
    println!("{}", pairing.link().qr().terminal());
    stage.person.act("Scan the code", |sandbox| {
        sandbox.pingid().pair(pairing.activation_code())?;
        Ok(())
    })?;
    println!("{:?}", pairing.wait().await?);

    let redirects = pingid.redirects();
    let request = RedirectRequest::new("jdoe", "https://app.example.com/signed-in");
    let form = redirects.authenticate(request.attribute("fname", "John"))?;
    let pending = form.pending().clone();
    let ppm_response = browse(&stage, &form).await?;
    match redirects.read(&pending, &ppm_response)? {
        RedirectOutcome::Success(response) => println!("signed in: {:?}", response.subject),
        RedirectOutcome::Failure(response) => {
            println!("not: {:?} {:?}", response.error_code, response.message);
        }
        _ => return Err("an outcome that is newer than this program".into()),
    }

    pingid.users().delete("jdoe").await?;
    Ok(())
}

/// The way of the browser: there with the form, and back with the response.
async fn browse(stage: &Stage, form: &RedirectForm) -> Outcome<String> {
    let Some(sandbox) = &stage.person.sandbox else {
        let page = std::env::temp_dir().join("pingid-redirect.html");
        std::fs::write(&page, form.html())?;
        println!("Open {} in a browser and sign in.", page.display());
        println!("It ends at an address that nobody serves: look at what is posted there.");
        return stage.person.ask("ppm_response", |_| Err("only a person is asked".into()));
    };
    let fields: Vec<_> = form.fields().map(|(name, value)| (name, value.to_owned())).collect();
    let url = Url::parse(form.url())?;
    // The page waits for the user's answer to the push.
    let page = tokio::task::spawn_blocking(move || post(&url, &fields));
    let phone = sandbox.pingid();
    phone.next_push("jdoe").await;
    phone.approve("jdoe")?;
    let page = page.await??;
    let (_, value) =
        page.split_once("name=\"ppm_response\" value=\"").ok_or("the page has no response")?;
    Ok(value.split('"').next().unwrap_or_default().to_owned())
}

fn post(url: &Url, fields: &[(&str, String)]) -> std::io::Result<String> {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let host = url.authority();
    let mut stream = TcpStream::connect(host)?;
    write!(
        stream,
        "POST {} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        url.path(),
        body.len()
    )?;
    let mut page = String::new();
    stream.read_to_string(&mut page)?;
    Ok(page)
}
