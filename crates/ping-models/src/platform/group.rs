//! Groups, and who is in them.

use crate::{
    EnvironmentId, GroupId, Links, Listed, Model, OpenEnum, OpenValue, PopulationId, Reference,
    Rest, Timestamp, UnknownValue,
};

/// Where a group comes from that was not made in PingOne.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum GroupSourceType {
    /// A directory behind a gateway.
    Gateway,
    /// An external identity provider.
    #[wire("IDP")]
    IdentityProvider,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// How a user or a group is in a group.
#[derive(Clone, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum MembershipType {
    /// It was added to the group, or the group's filter takes it in.
    Direct,
    /// It is in a group that is in the group.
    Indirect,
    /// A value that this version of the crate has no name for, as it came.
    Unknown(UnknownValue),
}

/// A group of users, of one population or of the whole environment.
///
/// <https://developer.pingidentity.com/pingone-api/platform/groups/create-group.html>
#[derive(Clone, PartialEq, Model)]
#[model(create(
    /// A group to be created, or what replaces one.
    NewGroup
))]
#[non_exhaustive]
pub struct Group {
    /// The id of the group.
    #[model(read_only)]
    pub id: GroupId,
    /// Links: the group itself, its environment and its population.
    #[model(name = "_links", read_only)]
    pub links: Option<Links>,
    /// The environment that the group is in.
    #[model(read_only)]
    pub environment: Option<Reference<EnvironmentId>>,
    /// The population whose users the group is for; of the whole environment without one. It
    /// cannot be changed later.
    #[model(create_only)]
    pub population: Option<Reference<PopulationId>>,
    /// Its name. Groups of different populations may share one.
    #[model(always, on_create)]
    pub name: String,
    /// How it is shown: the name, for groups that were made in PingOne.
    #[model(read_only)]
    pub display_name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// The id of the group in another system.
    pub external_id: Option<String>,
    /// A filter of users, such as `title eq "Manager"`: who matches is in the group.
    #[model(personal)]
    pub user_filter: Option<String>,
    /// An object of the customer's own.
    pub custom_data: Option<OpenValue>,
    /// Whether it comes from another system.
    #[model(read_only)]
    pub is_external: Option<bool>,
    /// The id of the system that it comes from.
    #[model(read_only)]
    pub source_id: Option<String>,
    /// The kind of system that it comes from.
    #[model(read_only)]
    pub source_type: Option<GroupSourceType>,
    /// How many are in it directly.
    #[model(read_only)]
    pub direct_member_counts: Option<MemberCounts>,
    /// How many are in it at all; of one group, with `include=totalMemberCounts`.
    #[model(read_only)]
    pub total_member_counts: Option<MemberCounts>,
    /// When it was created.
    #[model(always, read_only)]
    pub created_at: Timestamp,
    /// When it was changed last.
    #[model(always, read_only)]
    pub updated_at: Timestamp,
    rest: Rest<Self>,
}

impl Listed for Group {
    const EMBEDDED: &'static str = "groups";
}

/// How many are in a group.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct MemberCounts {
    /// Users.
    pub users: Option<i64>,
    rest: Rest<Self>,
}

/// That a user or a group is in a group.
///
/// <https://developer.pingidentity.com/pingone-api/platform/users/group-membership/add-user-to-group.html>
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct GroupMembership {
    /// The id of the group.
    pub id: GroupId,
    /// Links: the membership itself, the group, and who is in it.
    #[model(name = "_links")]
    pub links: Option<Links>,
    /// What the answer embeds.
    #[model(name = "_embedded")]
    pub embedded: Option<GroupMembershipEmbedded>,
    /// The environment that the group is in.
    pub environment: Option<Reference<EnvironmentId>>,
    /// The population that the group is for.
    pub population: Option<Reference<PopulationId>>,
    /// The name of the group. Not told of a group in a group.
    pub name: Option<String>,
    /// Whether it was added itself, or is in it through another group.
    #[model(always, name = "type")]
    pub membership_type: MembershipType,
    rest: Rest<Self>,
}

impl Listed for GroupMembership {
    const EMBEDDED: &'static str = "groupMemberships";
}

/// What the answer about a membership embeds.
#[derive(Clone, PartialEq, Model)]
#[non_exhaustive]
pub struct GroupMembershipEmbedded {
    /// The group; with `expand=group`.
    pub group: Option<Group>,
    rest: Rest<Self>,
}
