//! Who has which device.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::pingid::device::Paired;

/// Whose the devices of all users are, by their ids and by what they may have in common.
#[derive(Default)]
pub(super) struct Owners {
    names: BTreeMap<u64, String>,
    /// Each mark with the device that has it.
    marks: BTreeSet<(String, u64)>,
}

/// What the devices of one UUID have in common.
pub(super) fn uuid_mark(uuid: &str) -> String {
    format!("uuid {uuid}")
}

fn marks(device: &Paired) -> impl Iterator<Item = (String, u64)> {
    let marks = device.kind.mark().into_iter().chain([uuid_mark(&device.uuid)]);
    marks.map(|mark| (mark, device.id))
}

impl Owners {
    pub(super) fn add(&mut self, name: &str, device: &Paired) {
        self.names.insert(device.id, name.to_owned());
        self.marks.extend(marks(device));
    }

    pub(super) fn remove(&mut self, device: &Paired) {
        self.names.remove(&device.id);
        for mark in marks(device) {
            self.marks.remove(&mark);
        }
    }

    /// Who has the device of that id.
    pub(super) fn name(&self, id: u64) -> Option<&str> {
        self.names.get(&id).map(String::as_str)
    }

    /// The devices of that mark, each with who has it.
    pub(super) fn of(&self, mark: String) -> impl Iterator<Item = (&str, u64)> {
        let marked = self.marks.range((mark.clone(), 0)..=(mark, u64::MAX));
        marked.filter_map(|(_, id)| Some((self.name(*id)?, *id)))
    }

    /// A device whose mark begins so, with who has it.
    pub(super) fn beginning(&self, mark: String) -> Option<(&str, u64)> {
        let (known, id) = self.marks.range((mark.clone(), 0)..).next()?;
        let name = self.name(*id)?;
        known.starts_with(&mark).then_some((name, *id))
    }
}
