//! Controls: the endpoints under `/sandbox/`, each declared once for dispatch and description.

use serde_json::{Value, json};

use crate::{
    store::{
        Sent,
        schema::{Member, int, text},
    },
    wire::{
        request::Request,
        response::{Answer, ApiError, Detail, Failure, Response, invalid_data, not_found},
    },
    world::{Place, World, context::Context},
};

/// How long an answer may take to come, in seconds of real time.
pub(crate) const MOST_SECONDS: u64 = 60;

/// For controls that may have nothing to tell yet.
pub(crate) const WAIT: Member = int("waitSeconds", 0, MOST_SECONDS as i64)
    .doc("Waits so long, in real time, until there is one.");

/// The list that a control tells; while it is empty, who wants to wait does.
pub(crate) fn listed_or_wait(name: &str, list: Vec<Value>) -> Response {
    let is_empty = list.is_empty();
    let response = Response::json(200, &json!({ name: list }));
    if is_empty { response.unless_waited() } else { response }
}

/// Which of many people are meant.
pub(crate) const SEARCH: &[Member] = &[
    text("search", 1, 256).doc("Only those whose name or email address has this text in it."),
    int("limit", 1, 1000).doc("At most so many; 100 by default."),
];

/// What tokens and keys are called by, and what they show.
pub(crate) const SERIAL: Member = text("serialNumber", 1, usize::MAX).required();
pub(crate) const STEPS: Member =
    int("steps", i64::MIN, i64::MAX).required().doc("May be negative.");
pub(crate) const OTP: Member = text("otp", 1, usize::MAX).required();

/// What a token or a key shows.
pub(crate) fn shown_otp(otp: &str) -> Response {
    Response::json(200, &json!({ "otp": otp }))
}

/// What a control was sent, already read as it declares it.
pub(crate) struct Said<'a> {
    pub(crate) body: Sent,
    pub(crate) query: Sent,
    pub(crate) request: &'a Request,
}

impl Said<'_> {
    /// A text member of the body that is required.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.body.text(name)
    }

    /// The text that is searched for, in lower case, and how many may come; see [`SEARCH`].
    pub(crate) fn searched(&self) -> (String, usize) {
        let text = self.query.find_text("search").unwrap_or_default();
        (text.to_lowercase(), self.query.number("limit").unwrap_or(100))
    }

    /// A number of the body that is required.
    pub(crate) fn number<T: TryFrom<i64> + Default>(&self, name: &str) -> T {
        self.body.number(name).unwrap_or_default()
    }
}

/// What a control is about.
pub(crate) enum Run {
    /// All environments.
    All(fn(&mut World, &Said<'_>) -> Answer),
    /// One environment, and what others have to do with it.
    At(fn(&mut World, Place, &Said<'_>) -> Answer),
    /// One environment alone.
    In(fn(&mut Context<'_>, &Said<'_>) -> Answer),
}

/// One endpoint.
pub(crate) struct Control {
    pub(crate) method: &'static str,
    /// Behind `/sandbox/` or, if it is about one environment, `/sandbox/environments/{id}/`.
    pub(crate) path: &'static str,
    pub(crate) does: &'static str,
    /// The methods in Rust that do the same, as `Outbox::all`.
    pub(crate) methods: &'static [&'static str],
    pub(crate) query: &'static [Member],
    pub(crate) body: &'static [Member],
    /// The members of its answer; without any it is 204.
    pub(crate) answer: &'static [Member],
    /// The media type of an answer that has no members.
    pub(crate) media: Option<&'static str>,
    /// Whether it makes something, so that it answers 201.
    pub(crate) creates: bool,
    pub(crate) run: Run,
}

impl Control {
    /// What most controls are.
    pub(crate) const BASE: Self = Self {
        method: "POST",
        path: "",
        does: "",
        methods: &[],
        query: &[],
        body: &[],
        answer: &[],
        media: None,
        creates: false,
        run: Run::All(|_, _| Err(not_found())),
    };

    pub(crate) fn is_about_all(&self) -> bool {
        matches!(self.run, Run::All(_))
    }

    /// Runs it; `place` is the environment that it is about, if it is about one.
    pub(crate) fn answer(&self, world: &mut World, place: Place, request: &Request) -> Answer {
        self.refuse_unknown(request)?;
        let body = Sent::body(None, request, self.body, |_, _| {})?;
        let query = Sent::query(request, self.query)?;
        let said = Said { body, query, request };
        match self.run {
            Run::All(run) => run(world, &said),
            Run::At(run) => run(world, place, &said),
            Run::In(run) => {
                let mut context = world.context(place);
                context.settle();
                run(&mut context, &said)
            }
        }
    }

    /// A member that is misspelled would be without effect.
    fn refuse_unknown(&self, request: &Request) -> Result<(), Failure> {
        if matches!(request.method.as_str(), "GET" | "DELETE") || request.is_empty() {
            return Ok(());
        }
        let is_known = |name: &str| self.body.iter().any(|member| member.name() == name);
        let unknown = request.object()?.keys().filter(|name| !is_known(name));
        let wrong: Vec<Detail> =
            unknown.map(|name| Detail::invalid("There is no such member.").target(name)).collect();
        if wrong.is_empty() { Ok(()) } else { Err(invalid_data(wrong)) }
    }
}

/// The control of that method and path among these.
pub(crate) fn find<'a>(
    controls: impl Iterator<Item = &'a Control> + Clone,
    request: &Request,
    path: &[&str],
) -> Result<&'a Control, Failure> {
    let path = path.join("/");
    let at = controls.filter(|control| control.path == path);
    let method = match request.method.as_str() {
        "HEAD" => "GET",
        method => method,
    };
    if let Some(control) = at.clone().find(|control| control.method == method) {
        return Ok(control);
    }
    let allowed: Vec<&str> = at.map(|control| control.method).collect();
    if allowed.is_empty() {
        return Err(not_found());
    }
    let message = format!("The request could not be completed. Use {}.", allowed.join(" or "));
    Err(ApiError::new(405, "METHOD_NOT_ALLOWED", message).into())
}
