//! The devices of all users, each user's in order.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use crate::{
    base::timestamp::Timestamp,
    domain::mfa::{browser::Browser, device::Device, mean::Mean},
};

/// Devices of one user that wait for their activation.
pub(crate) const MAX_PENDING: usize = 50;
/// How long a device may wait for its activation before it is removed.
const PENDING_LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

/// The devices of all users.
#[derive(Default)]
pub(crate) struct Devices {
    users: BTreeMap<String, Owned>,
    /// Until when devices wait for their activation: each by its user and its id.
    waiting: BTreeSet<Waiting>,
    /// By the id of each credential, whose device it is, and which.
    credentials: BTreeMap<Vec<u8>, (String, String)>,
    /// By the id of each token, who has devices that stand for it.
    tokens: BTreeMap<String, BTreeSet<String>>,
}

type Waiting = (Timestamp, String, String);

/// The devices of one user: the active ones in their order, then those that wait for their
/// activation.
#[derive(Default)]
struct Owned {
    devices: Vec<Device>,
    /// Without an order there is no default device.
    unordered: bool,
}

impl Owned {
    fn active(&self) -> usize {
        self.devices.iter().filter(|device| device.active).count()
    }

    fn put(&mut self, device: Device) {
        let at = if device.active { self.active() } else { self.devices.len() };
        self.devices.insert(at, device);
    }

    fn take(&mut self, id: &str) -> Option<Device> {
        let at = self.devices.iter().position(|device| device.id == id)?;
        Some(self.devices.remove(at))
    }
}

impl Devices {
    /// A user's devices, the active ones first, in their order.
    pub(crate) fn of(&self, user_id: &str) -> impl Iterator<Item = &Device> {
        self.users.get(user_id).into_iter().flat_map(|owned| &owned.devices)
    }

    pub(crate) fn of_mut(&mut self, user_id: &str) -> impl Iterator<Item = &mut Device> {
        self.users.get_mut(user_id).into_iter().flat_map(|owned| &mut owned.devices)
    }

    pub(crate) fn get(&self, user_id: &str, id: &str) -> Option<&Device> {
        self.of(user_id).find(|device| device.id == id)
    }

    pub(crate) fn get_mut(&mut self, user_id: &str, id: &str) -> Option<&mut Device> {
        self.of_mut(user_id).find(|device| device.id == id)
    }

    /// Adds a device; an active one comes last in the order.
    pub(crate) fn put(&mut self, device: Device) {
        if !device.active {
            self.waiting.insert(waiting(&device));
        }
        if let Some(credential) = device.mean.credential() {
            let owner = (device.user_id.clone(), device.id.clone());
            self.credentials.insert(credential.id().to_owned(), owner);
        }
        if let Mean::Token(token) = &device.mean {
            self.tokens.entry(token.id.clone()).or_default().insert(device.user_id.clone());
        }
        self.users.entry(device.user_id.clone()).or_default().put(device);
    }

    /// The device of anybody whose credential has that id.
    pub(crate) fn with_credential(&self, id: &[u8]) -> Option<&Device> {
        let (user, device) = self.credentials.get(id)?;
        self.get(user, device)
    }

    /// Removes the devices that stand for a token.
    pub(crate) fn drop_token(&mut self, token: &str) {
        for user in self.tokens.remove(token).unwrap_or_default() {
            let stands = self.of(&user).filter(|device| stands_for(device, token));
            let ids: Vec<String> = stands.map(|device| device.id.clone()).collect();
            for id in ids {
                self.take(&user, &id);
            }
        }
    }

    /// The devices that stand for a token.
    pub(crate) fn with_token(&self, token: &str) -> impl Iterator<Item = &Device> {
        let users = self.tokens.get(token).into_iter().flatten();
        users.flat_map(|user| self.of(user)).filter(move |device| stands_for(device, token))
    }

    /// Whether anybody has a device that stands for a token.
    pub(crate) fn has_token(&self, token: &str) -> bool {
        self.tokens.contains_key(token)
    }

    /// Removes the browsers of a user that a new one takes the place of.
    pub(crate) fn make_way(&mut self, user_id: &str, new: &Browser) {
        if let Some(owned) = self.users.get_mut(user_id) {
            let stays = |device: &Device| match &device.mean {
                Mean::Browser(browser) => !browser.gives_way_to(new),
                _ => true,
            };
            owned.devices.retain(stays);
        }
    }

    /// Takes a device from its user.
    pub(crate) fn take(&mut self, user_id: &str, id: &str) -> Option<Device> {
        let owned = self.users.get_mut(user_id)?;
        let device = owned.take(id)?;
        if owned.devices.is_empty() {
            self.users.remove(user_id);
        }
        self.waiting.remove(&waiting(&device));
        if let Some(credential) = device.mean.credential() {
            self.credentials.remove(credential.id());
        }
        if let Mean::Token(token) = &device.mean
            && !self.of(user_id).any(|other| stands_for(other, &token.id))
            && let Some(users) = self.tokens.get_mut(&token.id)
        {
            users.remove(user_id);
            if users.is_empty() {
                self.tokens.remove(&token.id);
            }
        }
        Some(device)
    }

    /// The ids of a user's active devices in their order, the default one first; none where there
    /// is no order.
    pub(crate) fn order(&self, user_id: &str) -> Vec<&str> {
        let owned = self.users.get(user_id).filter(|owned| !owned.unordered);
        let devices = owned.into_iter().flat_map(|owned| &owned.devices);
        devices.filter(|device| device.active).map(|device| device.id.as_str()).collect()
    }

    /// Whether the user's devices are in an order.
    pub(crate) fn is_ordered(&self, user_id: &str) -> bool {
        self.users.get(user_id).is_none_or(|owned| !owned.unordered)
    }

    /// Puts these devices first, in this order.
    pub(crate) fn set_order(&mut self, user_id: &str, ids: &[&str]) {
        if let Some(owned) = self.users.get_mut(user_id) {
            owned.unordered = false;
            for (at, id) in ids.iter().enumerate() {
                if let Some(device) = owned.take(id) {
                    owned.devices.insert(at, device);
                }
            }
        }
    }

    /// From now on the user has no default device.
    pub(crate) fn remove_order(&mut self, user_id: &str) {
        if let Some(owned) = self.users.get_mut(user_id) {
            owned.unordered = true;
        }
    }

    /// Removes the devices that waited too long for their activation.
    pub(crate) fn settle(&mut self, now: Timestamp) {
        while let Some((until, user, id)) = self.waiting.pop_first() {
            if now < until {
                self.waiting.insert((until, user, id));
                break;
            }
            self.take(&user, &id);
        }
    }

    /// Forgets a deleted user's.
    pub(crate) fn forget(&mut self, user_id: &str) {
        let ids: Vec<String> = self.of(user_id).map(|device| device.id.clone()).collect();
        for id in ids {
            self.take(user_id, &id);
        }
    }
}

fn waiting(device: &Device) -> Waiting {
    (device.created_at + PENDING_LIFETIME, device.user_id.clone(), device.id.clone())
}

fn stands_for(device: &Device, token: &str) -> bool {
    matches!(&device.mean, Mean::Token(held) if held.id == token)
}
