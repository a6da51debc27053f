//! How an environment's messages are sent.

use ping_models::platform::{NewNotificationSettings, NotificationSettings};
use ping_transport::{Call, handle};

use crate::operations::*;

handle! {
    /// How an environment's messages are sent. From [`Platform::notification_settings`].
    ///
    /// Needs the role Environment Admin.
    ///
    /// ```no_run
    /// # use ping_models::platform::{EmailSender, NewNotificationSettings};
    /// # use pingone_platform::Platform;
    /// # async fn example(platform: Platform) -> Result<(), ping_transport::Error> {
    /// let settings = platform.notification_settings();
    /// let read = settings.read().await?;
    /// let us = EmailSender::new().name("Example").address("login@example.com");
    /// settings.update(NewNotificationSettings::from(read).sender(us)).await?;
    /// # Ok(()) }
    /// ```
    ///
    /// [`Platform::notification_settings`]: crate::Platform::notification_settings
    pub struct NotificationSettingsHandle;
}

impl NotificationSettingsHandle {
    /// Reads the settings.
    #[doc(alias("get", "fetch", "find", "Read Notifications Settings"))]
    pub fn read(&self) -> Call<NotificationSettings> {
        self.scope.at(&READ_NOTIFICATION_SETTINGS).call()
    }

    /// Replaces the settings: what is not sent is put back.
    ///
    /// Errors: 400 with `OUT_OF_RANGE` for a quota above 50, with `INVALID_VALUE` for an unknown
    /// user.
    #[doc(alias("replace", "put", "edit", "Update Notifications Settings"))]
    pub fn update(&self, settings: NewNotificationSettings) -> Call<NotificationSettings> {
        self.scope.at(&UPDATE_NOTIFICATION_SETTINGS).json(&settings).call()
    }

    /// Puts all settings back to what they were at first, and answers with those.
    #[doc(alias("remove", "delete", "Reset Notifications Settings"))]
    pub fn reset(&self) -> Call<NotificationSettings> {
        self.scope.at(&RESET_NOTIFICATION_SETTINGS).call()
    }
}
