//! What is about the world as a whole. The server does it, which can make another one.

use crate::{
    dispatch::control::{Control, Run},
    store::schema::{Kind, Member, list},
    wire::response::Response,
    world::Wanted,
};

const STATE: &[Member] = &[list("state", &Kind::Any, 1, usize::MAX)
    .required()
    .doc("What it began with, then what changed it.")];

pub(super) const CONTROLS: &[Control] = &[
    Control {
        path: "reset",
        does: "Begins anew: everything is as at the start, ids and secrets too.",
        methods: &["Sandbox::reset"],
        run: Run::All(|world, _| {
            world.wanted = Some(Wanted::Reset);
            Ok(Response::empty(204))
        }),
        ..Control::BASE
    },
    Control {
        method: "GET",
        path: "state",
        does: "All that a sandbox with `--state` remembers, secrets included.",
        answer: STATE,
        run: Run::All(|world, _| {
            world.wanted = Some(Wanted::Read);
            Ok(Response::empty(204))
        }),
        ..Control::BASE
    },
    Control {
        method: "PUT",
        path: "state",
        does: "Puts a state in the place of this one; it has to have begun with the same options.",
        body: STATE,
        run: Run::All(|world, said| {
            let state = said.body.get("state").cloned().unwrap_or_default();
            world.wanted = Some(Wanted::Replace(state));
            Ok(Response::empty(204))
        }),
        ..Control::BASE
    },
];
