//! The users of a file, and how each is created once.

use ping_sdk::models::platform::NewUser;
use ping_sdk::platform::Users;
use ping_sdk::prelude::*;

use super::journal::Journal;

/// The lines of the file.
pub(crate) struct Lines(String);

impl Lines {
    pub(crate) fn new(text: String) -> Self {
        Self(text)
    }

    /// Those that are still to be imported, by their numbers.
    pub(crate) fn left(&self, journal: &Journal) -> Vec<(usize, NewUser)> {
        let lines = self.0.lines().enumerate();
        lines
            .filter(|(number, _)| journal.wants(*number))
            .map(|(n, line)| (n, user(line)))
            .collect()
    }
}

fn user(line: &str) -> NewUser {
    let mut columns = line.split(',').map(str::trim);
    let mut next = || columns.next().unwrap_or_default();
    NewUser::new(next()).email(next()).name(Name::new().given(next()).family(next()))
}

/// Imports users, each once.
pub(crate) fn import(
    users: &Users,
    left: Vec<(usize, NewUser)>,
) -> Bulk<'static, (usize, NewUser), UserId> {
    let users = users.clone();
    Bulk::new(left, move |(_, user)| create(users.clone(), user.clone()))
}

/// Creates a user, or finds the one that an earlier run created and could not note: two users of an
/// environment never have one name.
async fn create(users: Users, user: NewUser) -> Result<UserId, Error> {
    let name = user.username.clone();
    let error = match users.create(user).await {
        Ok(created) => return Ok(created.id),
        Err(error) => error,
    };
    if !error.has_code(&ErrorCode::UniquenessViolation) && !error.may_have_been_processed() {
        return Err(error);
    }
    let same_name = UserFilter::username().eq(name.as_str());
    match users.list().filter(same_name).stream().try_next().await? {
        Some(there) => Ok(there.id),
        None => Err(error),
    }
}
