//! Activation codes, and what is said of the pairings that they are for.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::base::timestamp::Timestamp;
use crate::domain::pingid::device::DeviceClass;

/// What GetPairingStatus says about a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PairingStatus {
    NotExist,
    NotClaimed,
    Verified,
    Paired,
    Success,
}

impl PairingStatus {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::NotExist => "NOT_EXIST",
            Self::NotClaimed => "NOT_CLAIMED",
            Self::Verified => "VERIFIED",
            Self::Paired => "PAIRED",
            Self::Success => "SUCCESS",
        }
    }
}

/// An activation code.
pub(super) struct Code {
    pub(super) user: String,
    pub(super) class: Option<DeviceClass>,
    pub(super) expires: Timestamp,
    pub(super) device: Option<u64>,
    /// What the next polls see; the last one stays until something happens.
    pub(super) reports: VecDeque<PairingStatus>,
}

impl Code {
    pub(super) fn state(&self) -> PairingStatus {
        self.reports.front().copied().unwrap_or(PairingStatus::NotExist)
    }

    pub(super) fn is_open(&self) -> bool {
        matches!(self.state(), PairingStatus::NotClaimed | PairingStatus::Verified)
    }
}

/// All activation codes; a user has one at most.
#[derive(Default)]
pub(super) struct Codes {
    all: BTreeMap<String, Code>,
    of_users: BTreeMap<String, String>,
    due: BTreeSet<(Timestamp, String)>,
}

impl Codes {
    /// Those that nobody has paired by yet.
    pub(super) fn open(&self) -> impl Iterator<Item = (&str, &Code)> {
        let open = self.all.iter().filter(|(_, code)| code.is_open());
        open.map(|(text, code)| (text.as_str(), code))
    }

    pub(super) fn get(&self, text: &str) -> Option<&Code> {
        self.all.get(text)
    }

    pub(super) fn get_mut(&mut self, text: &str) -> Option<&mut Code> {
        self.all.get_mut(text)
    }

    pub(super) fn insert(&mut self, text: String, code: Code) {
        self.forget(&code.user);
        self.of_users.insert(code.user.clone(), text.clone());
        self.due.insert((code.expires, text.clone()));
        self.all.insert(text, code);
    }

    pub(super) fn remove(&mut self, text: &str) {
        if let Some(code) = self.all.remove(text) {
            self.of_users.remove(&code.user);
            self.due.remove(&(code.expires, text.to_owned()));
        }
    }

    /// Forgets the code of a user.
    pub(super) fn forget(&mut self, user: &str) {
        if let Some(text) = self.of_users.remove(user) {
            self.remove(&text);
        }
    }

    /// Forgets the codes that nobody has used in time. Returns whose they were.
    pub(super) fn settle(&mut self, now: Timestamp) -> Vec<String> {
        let mut users = Vec::new();
        while let Some((expires, _)) = self.due.first()
            && *expires <= now
            && let Some((_, text)) = self.due.pop_first()
        {
            if let Some(code) = self.all.get(&text).filter(|code| code.is_open()) {
                users.push(code.user.clone());
                self.remove(&text);
            }
        }
        users
    }
}
