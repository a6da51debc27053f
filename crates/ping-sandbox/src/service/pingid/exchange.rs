//! What an operation works with: the opened request, and the parts of the environment that it needs.

use crate::domain::pingid::{PingIdState, body::Body};
use crate::{
    base::{random::Random, timestamp::Timestamp},
    domain::outbox::{Channel, Message, Messages},
    wire::request::Request,
    world::{Environment, context::Context},
};

/// One request and its reply.
pub(super) struct Exchange<'a> {
    pub(super) body: Body<'a>,
    pub(super) pingid: &'a mut PingIdState,
    pub(super) random: &'a mut Random,
    outbox: &'a mut Messages,
    pub(super) now: Timestamp,
    pub(super) request: &'a Request,
}

impl<'a> Exchange<'a> {
    pub(super) fn new(context: &'a mut Context<'_>, request: &'a Request, body: Body<'a>) -> Self {
        let now = context.now();
        let Environment { pingid, random, outbox, .. } = &mut *context.env;
        Self { body, pingid, random, outbox, now, request }
    }

    /// Puts a message with a passcode into the outbox.
    pub(super) fn send(&mut self, channel: Channel, to: &str, otp: &str, text: String) {
        let message = Message::new(channel, to, Some(otp), text, None, self.now);
        self.outbox.push(message);
    }
}
