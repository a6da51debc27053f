//! Controls: the endpoints under `/sandbox/`, each declared once for dispatch and description.

use crate::{
    store::{
        Sent,
        schema::{Member, int},
    },
    wire::{
        request::Request,
        response::{Answer, ApiError, Detail, Failure, invalid_data, not_found},
    },
    world::{Place, World, context::Context},
};

/// How long an answer may take to come, in seconds of real time.
pub(crate) const MOST_SECONDS: u64 = 60;

/// For controls that may have nothing to tell yet.
pub(crate) const WAIT: Member = int("waitSeconds", 0, MOST_SECONDS as i64)
    .doc("Waits so long, in real time, until there is one.");

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
