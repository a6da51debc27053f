//! What was done in an environment: `cargo run -p pingone-platform --example activities`.

mod stage;

use std::time::{Duration, SystemTime};

use ping_models::platform::NewGroup;
use pingone_platform::ActivityFilter;
use stage::{Outcome, Stage};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let stage = Stage::new().await?;
    let groups = stage.platform.groups();
    let since = SystemTime::now() - Duration::from_secs(60);
    for name in ["Readers", "Writers"] {
        let group = groups.create(NewGroup::new(stage.name(name))).await?;
        groups.delete(&group.id).await?;
    }

    // Page by page, however many there are; the service is asked ten times a second at most.
    let activities = stage.platform.activities();
    let created = ActivityFilter::action().eq("GROUP.CREATED");
    let mut found = activities.list(since..).filter(created).limit(100).stream();
    while let Some(activity) = found.try_next().await? {
        let by = activity.actors.and_then(|actors| actors.client);
        let what = activity.resources.unwrap_or_default();
        let what = what.first().and_then(|resource| resource.name.clone());
        println!("{}: {:?} by {:?}", activity.recorded_at, what, by.and_then(|one| one.name));
    }

    // Asked for in a body, names stay out of the URL.
    let by_worker = ActivityFilter::resource_type().eq("GROUP");
    let all = activities.query(since..).filter(by_worker).all().await?;
    println!("{} activities of groups", all.len());
    if let Some(activity) = all.first() {
        let read = activities.read(&activity.id).await?;
        println!("{:?}", read.result.map(|result| result.status));
    }
    Ok(())
}
