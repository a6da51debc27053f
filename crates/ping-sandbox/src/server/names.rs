//! For which service a request is, by the host that it names.

use crate::{
    wire::{
        names::{Name, of_region},
        request::Request,
    },
    world::World,
};

/// Notes for which service a request is by the host that it names. The paths of a custom domain do
/// not name its environment; they do from here on.
// assumes: custom-domain-paths
pub(super) fn resolve(world: &World, request: &mut Request) {
    let Some(host) = request.host() else {
        return;
    };
    let origin = format!("https://{host}");
    if let Some(service) = of_region(&host) {
        request.name = Some(Name { service, origin, is_domain: false });
    } else if let Some(id) = world.environment_of_domain(&host) {
        request.segments.insert(0, id.to_owned());
        request.name = Some(Name { service: "auth", origin, is_domain: true });
    }
}
