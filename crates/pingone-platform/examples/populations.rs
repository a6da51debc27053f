//! A population that a user moves into: `cargo run -p pingone-platform --example populations`.

mod stage;

use ping_models::platform::{NewPopulation, NewUser};
use pingone_platform::PopulationFilter;
use stage::{Outcome, Stage};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let stage = Stage::new().await?;
    let (populations, users) = (stage.platform.populations(), stage.platform.users());
    let name = stage.name("Partners");
    let partners = NewPopulation::new(&name).preferred_language("en");
    let partners = populations.create(partners).await?;

    // A replacement takes the whole population: change what was read.
    let read = populations.read(&partners.id).await?;
    let change = NewPopulation::from(read).description("Who sells for us");
    populations.update(&partners.id, change).await?;
    for found in populations.list().filter(PopulationFilter::name().sw(&name)).all().await? {
        println!("{}: {:?}", found.name, found.description);
    }

    // Who is created without a population gets into the default one.
    let ann = users.create(NewUser::new(stage.name("ann"))).await?;
    let population = stage.platform.user(&ann.id).population();
    println!("{} is in {}", ann.username, population.read().await?.id);
    population.update(&partners.id).await?;
    println!("{} has {:?}", name, populations.read(&partners.id).await?.user_count);

    // One with users is not deleted.
    if let Err(refused) = populations.delete(&partners.id).await {
        println!("{refused}");
    }
    users.delete(&ann.id).await?;
    populations.delete(&partners.id).await?;
    Ok(())
}
