//! Licenses.

id! {
    /// The id of a license, a UUID.
    pub struct LicenseId;
}

model! {
    /// A license of an organization.
    pub struct License {
        required {
            /// The id of the license.
            id: LicenseId = "id",
        }
        optional {
            /// The name of the license.
            name: String = "name",
        }
    }
}
