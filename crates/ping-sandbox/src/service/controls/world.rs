//! What is about all of the world: environments, the clock, tokens and the log.

use std::time::Duration;

use serde_json::{Map, Value, json};

use crate::{
    base::{clock::LATEST, otpauth, timestamp::Timestamp},
    dispatch::control::{Control, Run, Said},
    store::schema::{Form, Kind, Member, each, flag, form, int, list, text},
    wire::response::{Answer, Detail, Response, invalid_data},
    world::{Place, Shared, World, context::Context},
};

const ID: &Kind = &Kind::LINE;

const CONNECTION: &[Member] = &[
    text("apiUrl", 1, usize::MAX).required(),
    text("authUrl", 1, usize::MAX).required(),
    text("organizationId", 1, usize::MAX).required(),
    text("environmentId", 1, usize::MAX).required(),
    text("populationId", 1, usize::MAX).required(),
    text("devicePolicyId", 1, usize::MAX).required(),
    text("clientId", 1, usize::MAX).required(),
    text("clientSecret", 1, usize::MAX).required(),
    text("pingidProperties", 1, usize::MAX).required().doc("A PingID properties file."),
    each("env", ID).required().doc("The same as environment variables."),
];

const NOW: &[Member] = &[form("now", Form::Time).required(), flag("frozen").required()];

pub(super) const CONTROLS: &[Control] = &[
    Control {
        method: "GET",
        path: "connection",
        does: "What a client needs to know: URLs, ids and secrets.",
        methods: &["Sandbox::connection", "Environment::connection"],
        answer: CONNECTION,
        run: Run::In(|context, _| Ok(Response::json(200, &connection(context)))),
        ..Control::BASE
    },
    Control {
        method: "GET",
        path: "environments",
        does: "The connections of all environments, in the order of their creation.",
        methods: &["Sandbox::environments"],
        answer: &[list("environments", &Kind::Object(CONNECTION), 0, usize::MAX).required()],
        run: Run::All(|world, _| Ok(environments(world))),
        ..Control::BASE
    },
    Control {
        path: "environments",
        does: "A new environment, in the first organization or in one of its own.",
        methods: &["Sandbox::add_environment", "Sandbox::add_organization"],
        body: &[flag("newOrganization")],
        answer: CONNECTION,
        creates: true,
        run: Run::All(add_environment),
        ..Control::BASE
    },
    Control {
        path: "roles",
        does: "Gives a worker a role in an environment, as somebody at the console does.",
        methods: &["Environment::assign_role"],
        body: &[
            text("clientId", 1, usize::MAX).required(),
            text("role", 1, usize::MAX).required().doc("Its name, such as Environment Admin."),
        ],
        run: Run::At(assign_role),
        ..Control::BASE
    },
    Control {
        path: "domains",
        does: "Gives an environment a custom domain, as somebody at the console does.",
        methods: &["Environment::add_domain"],
        body: &[text("domain", 1, 253).required().doc("Such as login.example.com.")],
        run: Run::At(|world, place, said| {
            world.add_domain(place, said.text("domain"))?;
            Ok(Response::empty(204))
        }),
        ..Control::BASE
    },
    Control {
        method: "GET",
        path: "clock",
        does: "The time by the sandbox's clock.",
        methods: &["Clock::now"],
        answer: NOW,
        run: Run::All(|world, _| Ok(clock(&world.shared))),
        ..Control::BASE
    },
    Control {
        path: "clock",
        does: "Moves the clock forward, sets it, or lets it stand or run; what is due happens.",
        methods: &["Clock::advance", "Clock::set", "Clock::freeze", "Clock::run"],
        body: &[
            int("advanceSeconds", 0, i64::MAX),
            form("now", Form::Time).doc("The time to set it to; it may go back, too."),
            flag("frozen").doc("Whether it stands still until it is moved."),
        ],
        answer: NOW,
        run: Run::All(set_clock),
        ..Control::BASE
    },
    Control {
        path: "totp",
        does: "The passcode that an authenticator app shows now.",
        methods: &["Sandbox::totp_code"],
        body: &[text("key", 1, usize::MAX)
            .required()
            .doc("A base32 secret or an otpauth://totp URI.")],
        answer: &[text("code", 1, 16).required()],
        run: Run::All(totp),
        ..Control::BASE
    },
    Control {
        method: "DELETE",
        path: "tokens",
        does: "Makes every access token given out so far invalid.",
        methods: &["Sandbox::revoke_tokens"],
        run: Run::All(|world, _| {
            world.shared.tokens.revoke_all();
            Ok(Response::empty(204))
        }),
        ..Control::BASE
    },
    Control {
        method: "PUT",
        path: "permissions",
        does: "Takes away the permission for operations; replaces what was denied before.",
        methods: &["Sandbox::deny"],
        body: &[list("denied", &Kind::LINE, 0, usize::MAX)
            .required()
            .doc("Their ids; a `*` at the end stands for any rest.")],
        run: Run::All(|world, said| {
            world.shared.tokens.deny(said.body.texts("denied"));
            Ok(Response::empty(204))
        }),
        ..Control::BASE
    },
];

fn environments(world: &mut World) -> Response {
    let places = world.places().into_iter();
    let environments: Vec<Value> = places.map(|place| connection(&world.context(place))).collect();
    Response::json(200, &json!({ "environments": environments }))
}

fn add_environment(world: &mut World, said: &Said<'_>) -> Answer {
    let place = match said.body.flag("newOrganization") {
        Some(true) => world.new_organization(),
        _ => world.new_environment(),
    };
    Ok(Response::json(201, &connection(&world.context(place))))
}

fn assign_role(world: &mut World, place: Place, said: &Said<'_>) -> Answer {
    world.assign_role(place, said.text("clientId"), said.text("role"))?;
    Ok(Response::empty(204))
}

fn totp(world: &mut World, said: &Said<'_>) -> Answer {
    let code = otpauth::code_at(said.text("key"), world.shared.now());
    let code =
        code.map_err(|why| invalid_data([Detail::invalid(&why.to_string()).target("key")]))?;
    Ok(Response::json(200, &json!({ "code": code })))
}

fn connection(context: &Context<'_>) -> Value {
    let connection = context.connection();
    let env: Map<String, Value> =
        connection.env_vars().into_iter().map(|(name, value)| (name, value.into())).collect();
    json!({
        "apiUrl": connection.api_url,
        "authUrl": connection.auth_url,
        "organizationId": connection.organization_id,
        "environmentId": connection.environment_id,
        "populationId": connection.population_id,
        "devicePolicyId": connection.device_policy_id,
        "clientId": connection.client_id,
        "clientSecret": connection.client_secret,
        "pingidProperties": connection.pingid_properties,
        "env": env,
    })
}

fn clock(shared: &Shared) -> Response {
    Response::json(200, &json!({ "now": shared.now().iso(), "frozen": shared.time.is_frozen() }))
}

fn set_clock(world: &mut World, said: &Said<'_>) -> Answer {
    let frozen = said.body.flag("frozen");
    if let Some(now) = said.body.find_text("now").and_then(Timestamp::parse) {
        if now > LATEST {
            let why = "The time must be before the year 9999.";
            return Err(invalid_data([Detail::invalid(why).target("now")]));
        }
        // What is due until now has happened, though it may not be later than that again.
        for place in world.places() {
            world.context(place).settle();
        }
        world.shared.time.set(now);
    } else {
        let shared = &mut world.shared;
        let advance: u64 = match (said.body.number("advanceSeconds"), frozen) {
            (Some(advance), _) => advance,
            (None, Some(_)) => 0,
            _ => return Err(invalid_data([Detail::required().target("advanceSeconds")])),
        };
        let most = LATEST.since(shared.now()).as_secs();
        if advance > most {
            let most = i64::try_from(most).unwrap_or(i64::MAX);
            return Err(invalid_data([Detail::out_of_range(0, most).target("advanceSeconds")]));
        }
        shared.time.advance(Duration::from_secs(advance));
    }
    if let Some(frozen) = frozen {
        world.shared.time.freeze(frozen);
    }
    Ok(clock(&world.shared))
}
