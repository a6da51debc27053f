//! Accounts at external identity providers that a user signs in with.

use ping_models::LinkedAccountId;
use ping_models::platform::{LinkedAccount, NewLinkedAccount};
use ping_transport::{Call, List, expansions, filters, handle};

use crate::operations::*;

expansions! {
    /// What can come along with linked accounts.
    pub LinkedAccountExpansion {
        /// The provider, as `_embedded.identityProviders`.
        IdentityProvider = expand "identityProviders",
    }
}

filters! {
    /// How linked accounts are listed. They cannot be filtered.
    pub LinkedAccountFilter: LinkedAccountExpansion {}
}

handle! {
    /// The linked accounts of a user. From
    /// [`UserHandle::linked_accounts`](crate::UserHandle::linked_accounts).
    ///
    /// Reading needs the role Identity Data Admin or Identity Data Read Only, all else needs
    /// Identity Data Admin.
    ///
    /// ```no_run
    /// # use pingone_platform::Platform;
    /// # async fn example(platform: Platform) -> Result<(), ping_transport::Error> {
    /// let accounts = platform.user("user-id").linked_accounts();
    /// for account in accounts.list().all().await? {
    ///     accounts.delete(&account.id).await?;
    /// }
    /// # Ok(()) }
    /// ```
    pub struct LinkedAccounts;
}

impl LinkedAccounts {
    /// Links an account, which the user can then sign in with.
    ///
    /// Errors: 400 with `UNIQUENESS_VIOLATION` where it is linked already; 404 for an unknown user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/users/linked-accounts/create-linked-account.html>
    #[doc(alias("add", "new", "link", "Create Linked Account"))]
    pub fn create(&self, account: NewLinkedAccount) -> Call<LinkedAccount> {
        self.scope.at(&CREATE_USER_LINKED_ACCOUNT).json(&account).call()
    }

    /// Lists the linked accounts.
    ///
    /// Errors: 404 for an unknown user.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/users/linked-accounts/read-linked-accounts.html>
    #[doc(alias("get_all", "all", "search", "Read Linked Accounts"))]
    pub fn list(&self) -> List<LinkedAccount, LinkedAccountFilter> {
        self.scope.at(&READ_ALL_USER_LINKED_ACCOUNTS).list().taking()
    }

    /// Reads one linked account.
    ///
    /// Errors: 404 for an unknown user or account.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/users/linked-accounts/read-one-linked-account.html>
    #[doc(alias("get", "fetch", "find", "Read One Linked Account"))]
    pub fn read(
        &self,
        id: impl Into<LinkedAccountId>,
    ) -> Call<LinkedAccount, LinkedAccountExpansion> {
        self.scope.at(&READ_ONE_USER_LINKED_ACCOUNT).id(id).call().taking()
    }

    /// Takes a link away: the user cannot sign in with that account any more.
    ///
    /// Errors: 404 for an unknown user or account.
    ///
    /// <https://developer.pingidentity.com/pingone-api/platform/users/linked-accounts/delete-linked-account.html>
    #[doc(alias("remove", "unlink", "Delete Linked Account"))]
    pub fn delete(&self, id: impl Into<LinkedAccountId>) -> Call<()> {
        self.scope.at(&DELETE_USER_LINKED_ACCOUNT).id(id).call()
    }
}
