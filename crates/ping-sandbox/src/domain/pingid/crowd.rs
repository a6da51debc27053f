//! Many users at once, so that there is something to report.

use crate::base::{random::Random, timestamp::Timestamp};
use crate::domain::pingid::{
    device::{Kind, Paired},
    directory::{Directory, picture},
    phone::Phone,
    user::Profile,
};

impl Directory {
    /// Adds so many users with a phone each: `user000001` and so on, but for those that are there.
    pub(crate) fn add_crowd(&mut self, count: usize, now: Timestamp, random: &mut Random) {
        // One for all: drawing it takes longer than all the rest.
        let picture = picture(random);
        let mut left = count;
        for number in 1_u64.. {
            if left == 0 {
                break;
            }
            let name = format!("user{number:06}");
            if self.user(&name).is_ok() {
                continue;
            }
            let profile = Profile {
                role: "REGULAR",
                first_name: Some(String::new()),
                last_name: Some(String::new()),
                email: Some(format!("{name}@example.com")),
            };
            self.insert(&name, profile, picture.clone(), now);
            if let Some(phone) = Phone::parse(&format!("1512{number:07}"), false) {
                let id = self.new_device_id();
                let device = Paired::new(id, random.uuid(), Kind::Sms(phone), now);
                // Where the limit is no device at all, they have none.
                self.attach(&name, device).ok();
            }
            left -= 1;
        }
    }
}
