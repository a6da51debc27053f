//! The users of the account, their activation codes, and the life-cycle that joins them.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    time::Duration,
};

use crate::base::{random::Random, timestamp::Timestamp};
use crate::domain::pingid::{
    codes::{Code, Codes, PairingStatus},
    device::{App, DeviceClass, Kind, Paired, PingIdDevice, credential_mark},
    owners::{Owners, uuid_mark},
    refused::{
        ALREADY_ACTIVE, CANNOT_ACTIVATE, IN_SERVICE, NOT_IN_SERVICE, Refused, SUSPEND_NOT_ACTIVE,
        TOO_MANY_DEVICES, UNKNOWN_DEVICE, UNKNOWN_SERVICE, UNKNOWN_USER, USER_EXISTS,
    },
    user::{Profile, Service, Status, User},
};

/// How long an activation code is good unless the client says otherwise.
pub(crate) const DEFAULT_CODE_HOURS: u64 = 48;

/// Not representable as a double: whoever reads ids as such loses digits.
const FIRST_DEVICE_ID: u64 = 1_084_997_072_428_840_193;

/// How many devices a user may have unless the control says otherwise.
const DEVICE_LIMIT: usize = 5;

const BASE32: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The opaque name of a user's picture.
pub(crate) fn picture(random: &mut Random) -> String {
    random.text(BASE32, 55) + "="
}

/// What an activation is limited to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CodeTerms {
    pub(crate) class: Option<DeviceClass>,
    pub(crate) hours: u64,
}

pub(crate) struct Directory {
    users: BTreeMap<String, User>,
    owners: Owners,
    /// Who was deleted or suspended or lost a device, and has not been asked for since.
    left: BTreeSet<String>,
    codes: Codes,
    next_user_id: u64,
    next_device_id: u64,
    /// How many devices a user may have.
    pub(crate) device_limit: usize,
}

impl Directory {
    pub(crate) fn new() -> Self {
        Self {
            users: BTreeMap::new(),
            owners: Owners::default(),
            left: BTreeSet::new(),
            codes: Codes::default(),
            next_user_id: 17_457,
            next_device_id: FIRST_DEVICE_ID,
            device_limit: DEVICE_LIMIT,
        }
    }

    /// Lets what has expired expire.
    pub(crate) fn settle(&mut self, now: Timestamp) {
        for name in self.codes.settle(now) {
            if let Some(user) = self.users.get_mut(&name)
                && user.status == Status::PendingActivation
            {
                user.status = Status::NotActive;
            }
        }
    }

    /// Who was deleted or suspended or lost a device, each told once.
    pub(super) fn take_left(&mut self) -> BTreeSet<String> {
        std::mem::take(&mut self.left)
    }

    pub(crate) fn user(&self, name: &str) -> Result<&User, Refused> {
        self.users.get(name).ok_or(UNKNOWN_USER)
    }

    /// All users, by their names.
    pub(crate) fn users(&self) -> impl Iterator<Item = &User> {
        self.users.values()
    }

    fn user_mut(&mut self, name: &str) -> Result<&mut User, Refused> {
        self.users.get_mut(name).ok_or(UNKNOWN_USER)
    }

    /// The other users who have paired one of this user's devices.
    pub(crate) fn users_of_same_device<'a>(
        &'a self,
        user: &'a User,
    ) -> impl Iterator<Item = &'a User> {
        let marks = user.devices.iter().map(|device| uuid_mark(&device.uuid));
        let names = marks.flat_map(|mark| self.owners.of(mark)).map(|(name, _)| name);
        let others =
            names.filter(|name| *name != user.name).collect::<BTreeSet<&str>>().into_iter();
        others.filter_map(|name| self.users.get(name))
    }

    pub(crate) fn add(
        &mut self,
        name: &str,
        profile: Profile,
        now: Timestamp,
        random: &mut Random,
    ) -> Result<(), Refused> {
        if self.users.contains_key(name) {
            return Err(USER_EXISTS);
        }
        self.insert(name, profile, picture(random), now);
        Ok(())
    }

    /// A user who is not there yet.
    pub(crate) fn insert(&mut self, name: &str, profile: Profile, picture: String, now: Timestamp) {
        let user = User {
            name: name.to_owned(),
            id: self.next_user_id,
            created: now,
            picture,
            profile,
            status: Status::NotActive,
            services: Vec::new(),
            devices: Vec::new(),
            bypass_until: None,
            last_login: None,
        };
        self.next_user_id += 1;
        self.users.insert(name.to_owned(), user);
    }

    pub(crate) fn replace(&mut self, name: &str, profile: Profile) -> Result<&User, Refused> {
        let user = self.user_mut(name)?;
        user.profile = profile;
        Ok(user)
    }

    pub(crate) fn delete(&mut self, name: &str) -> Result<(), Refused> {
        let user = self.users.remove(name).ok_or(UNKNOWN_USER)?;
        for device in &user.devices {
            self.owners.remove(device);
        }
        self.left.insert(user.name);
        self.codes.forget(name);
        Ok(())
    }

    pub(crate) fn suspend(&mut self, name: &str) -> Result<(), Refused> {
        let user = self.user_mut(name)?;
        if user.status != Status::Active {
            return Err(SUSPEND_NOT_ACTIVE);
        }
        user.status = Status::Suspended;
        self.left.insert(name.to_owned());
        self.codes.forget(name);
        Ok(())
    }

    /// A code for a user without a device; none for one who comes back from suspension.
    pub(crate) fn activate(
        &mut self,
        name: &str,
        terms: CodeTerms,
        now: Timestamp,
        random: &mut Random,
    ) -> Result<Option<String>, Refused> {
        let user = self.user_mut(name)?;
        match user.status {
            Status::Active => Err(ALREADY_ACTIVE),
            Status::PendingChangeDevice => Err(CANNOT_ACTIVATE),
            Status::Suspended if user.devices.is_empty() => {
                user.status = Status::PendingChangeDevice;
                Ok(None)
            }
            Status::Suspended => {
                user.status = Status::Active;
                Ok(None)
            }
            Status::NotActive | Status::PendingActivation | Status::Pending => {
                self.issue_code(name, terms, now, random).map(Some)
            }
        }
    }

    /// A new code, which replaces the user's earlier one.
    pub(crate) fn issue_code(
        &mut self,
        name: &str,
        terms: CodeTerms,
        now: Timestamp,
        random: &mut Random,
    ) -> Result<String, Refused> {
        let user = self.user_mut(name)?;
        if user.status == Status::Suspended {
            return Err(CANNOT_ACTIVATE);
        }
        if user.status.awaits_first_device() {
            user.status = Status::PendingActivation;
        }
        let mut text = random.digits(12);
        while self.codes.get(&text).is_some() {
            text = random.digits(12);
        }
        let code = Code {
            user: name.to_owned(),
            class: terms.class,
            expires: now + Duration::from_secs(terms.hours * 3600),
            device: None,
            reports: VecDeque::from([PairingStatus::NotClaimed]),
        };
        self.codes.insert(text.clone(), code);
        Ok(text)
    }

    /// What a poll sees; the success is seen once.
    pub(crate) fn poll(&mut self, code: &str) -> (PairingStatus, Option<u64>) {
        let Some(found) = self.codes.get_mut(code) else {
            return (PairingStatus::NotExist, None);
        };
        let report = (found.state(), found.device);
        if found.reports.len() > 1 {
            found.reports.pop_front();
        } else if report.0 == PairingStatus::Success {
            self.codes.remove(code);
        }
        report
    }

    pub(crate) fn code_exists(&self, code: &str) -> bool {
        self.codes.get(code).is_some()
    }

    /// The codes that nobody has paired by yet: each with its user, and until when it is good.
    pub(crate) fn open_codes(&self) -> impl Iterator<Item = (&str, &str, Timestamp)> {
        self.codes.open().map(|(text, code)| (text, code.user.as_str(), code.expires))
    }

    /// A person scans or types the code.
    pub(crate) fn claim(&mut self, code: &str) -> Result<(), &'static str> {
        let found = self.open_code(code)?;
        if found.state() == PairingStatus::Verified {
            return Err("the activation code has been claimed already");
        }
        found.reports = VecDeque::from([PairingStatus::Verified]);
        let name = found.user.clone();
        if let Ok(user) = self.user_mut(&name)
            && user.status.awaits_first_device()
        {
            user.status = Status::Pending;
        }
        Ok(())
    }

    /// The device is paired; polls see the given statuses from now on.
    pub(crate) fn pair(
        &mut self,
        code: &str,
        device: PingIdDevice,
        reports: &[PairingStatus],
        now: Timestamp,
        random: &mut Random,
    ) -> Result<u64, &'static str> {
        let found = self.open_code(code)?;
        if found.class.is_some_and(|class| class != device.class()) {
            return Err("the activation code is for another kind of device");
        }
        let name = found.user.clone();
        let id = self.new_device_id();
        let uuid = device.given_uuid().unwrap_or_else(|| random.uuid());
        let kind = Kind::App(App::new(device, random));
        self.attach(&name, Paired::new(id, uuid, kind, now)).map_err(|refused| match refused {
            TOO_MANY_DEVICES => "the user has as many devices as are allowed",
            _ => "the activation code's user does not exist",
        })?;
        let found = self.open_code(code)?;
        found.reports = reports.iter().copied().collect();
        found.device = Some(id);
        Ok(id)
    }

    /// The id of a device that is about to be paired.
    pub(crate) fn new_device_id(&mut self) -> u64 {
        let id = self.next_device_id;
        self.next_device_id += 7_919_654_322;
        id
    }

    /// Whether the user may pair a device now.
    pub(crate) fn may_pair(&self, name: &str) -> Result<(), Refused> {
        let user = self.user(name)?;
        if user.status == Status::Suspended {
            return Err(CANNOT_ACTIVATE);
        }
        if user.devices.len() >= self.device_limit {
            return Err(TOO_MANY_DEVICES);
        }
        Ok(())
    }

    /// The device is the user's; a first one makes the user active.
    pub(crate) fn attach(&mut self, name: &str, mut device: Paired) -> Result<(), Refused> {
        self.may_pair(name)?;
        let user = self.user_mut(name)?;
        device.name_among(&user.devices);
        user.status = Status::Active;
        self.owners.add(name, &device);
        self.user_mut(name)?.devices.push(device);
        Ok(())
    }

    /// Who has a device that is the same.
    pub(crate) fn holder_of(&self, kind: &Kind) -> Option<&User> {
        let (name, _) = self.owners.of(kind.mark()?).next()?;
        self.users.get(name)
    }

    /// Who has paired a credential, as which device, whichever site it is of.
    pub(crate) fn with_credential(&self, id: &[u8]) -> Option<(String, u64)> {
        let (name, id) = self.owners.beginning(credential_mark(id))?;
        Some((name.to_owned(), id))
    }

    /// Takes a device away from whoever has it.
    pub(crate) fn detach(&mut self, kind: &Kind) {
        let found = kind.mark().and_then(|mark| {
            let (name, id) = self.owners.of(mark).next()?;
            Some((name.to_owned(), id))
        });
        let Some((name, id)) = found else {
            return;
        };
        // The user and the device were found a moment ago.
        self.unpair(&name, Some(id)).ok();
    }

    /// The user has signed on to the service, with that device if it took one, and is in it from
    /// then on.
    pub(crate) fn signed_on(
        &mut self,
        name: &str,
        service: &str,
        device: Option<u64>,
        now: Timestamp,
    ) {
        let Some(user) = self.users.get_mut(name) else {
            return;
        };
        user.last_login = Some(now);
        user.join(service);
        let mut devices = user.devices.iter_mut();
        if let Some(used) = devices.find(|known| Some(known.id) == device) {
            used.last_used = Some(now);
        }
    }

    /// The app on a device of whoever has it.
    pub(crate) fn app_mut(&mut self, id: u64) -> Option<&mut App> {
        let name = self.owners.name(id)?.to_owned();
        match &mut self.device_mut(&name, id).ok()?.kind {
            Kind::App(app) => Some(app),
            _ => None,
        }
    }

    /// A user's device, to be changed.
    pub(crate) fn device_mut(&mut self, name: &str, id: u64) -> Result<&mut Paired, Refused> {
        let user = self.user_mut(name)?;
        let mut devices = user.devices.iter_mut();
        devices.find(|device| device.id == id).ok_or(UNKNOWN_DEVICE)
    }

    /// Moves a device to another place, counted from 1; `false` where there is no such place.
    pub(crate) fn reorder(&mut self, name: &str, id: u64, place: u64) -> Result<bool, Refused> {
        let devices = &mut self.user_mut(name)?.devices;
        let from = devices.iter().position(|device| device.id == id);
        let from = from.ok_or(UNKNOWN_DEVICE)?;
        let to = usize::try_from(place).unwrap_or(usize::MAX);
        if !(1..=devices.len()).contains(&to) {
            return Ok(false);
        }
        let device = devices.remove(from);
        devices.insert(to - 1, device);
        Ok(true)
    }

    fn open_code(&mut self, code: &str) -> Result<&mut Code, &'static str> {
        self.codes
            .get_mut(code)
            .filter(|code| code.is_open())
            .ok_or("no valid activation code of that number exists")
    }

    pub(crate) fn add_service(&mut self, name: &str, alias: &str) -> Result<(), Refused> {
        let user = self.user_mut(name)?;
        if user.is_in(alias) {
            return Err(IN_SERVICE);
        }
        let service = Service::find(alias).ok_or(UNKNOWN_SERVICE)?;
        user.services.push(service);
        Ok(())
    }

    /// Bypass in the named services or, without names, in all; `None` ends it.
    pub(crate) fn bypass(
        &mut self,
        name: &str,
        aliases: Option<&[String]>,
        until: Option<Timestamp>,
    ) -> Result<(), Refused> {
        let user = self.user_mut(name)?;
        if let Some(aliases) = aliases {
            if !aliases.iter().all(|alias| user.is_in(alias)) {
                return Err(NOT_IN_SERVICE);
            }
        } else {
            user.bypass_until = until;
        }
        for service in &mut user.services {
            if aliases.is_none_or(|aliases| aliases.iter().any(|a| a == service.alias)) {
                service.bypass_until = until;
            }
        }
        Ok(())
    }

    /// Removes one device or all of them.
    pub(crate) fn unpair(&mut self, name: &str, device: Option<u64>) -> Result<(), Refused> {
        let user = self.user_mut(name)?;
        let gone: Vec<Paired> = match device {
            None => user.devices.drain(..).collect(),
            Some(id) => {
                let index =
                    user.devices.iter().position(|device| device.id == id).ok_or(UNKNOWN_DEVICE)?;
                vec![user.devices.remove(index)]
            }
        };
        if user.status == Status::Active && user.devices.is_empty() {
            user.status = Status::PendingChangeDevice;
        }
        for device in &gone {
            self.owners.remove(device);
        }
        self.left.insert(name.to_owned());
        Ok(())
    }
}
