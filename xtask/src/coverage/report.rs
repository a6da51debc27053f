//! The coverage as a person reads it.

use std::collections::BTreeMap;

use super::{Coverage, Line};
use crate::catalogue::PRODUCTS;

const COLUMNS: [&str; 6] = ["call", "wire", "request", "response", "emulated", "story"];

fn cells(line: &Line) -> [Option<bool>; 6] {
    [line.call, line.wire, line.request_fixture, line.response_fixture, line.emulated, line.story]
}

/// Prints sums by product and tier, the begun operations, and what is open.
pub(crate) fn print(coverage: &Coverage) {
    print_sums(coverage);
    println!("\nBegun:");
    println!("  {:55} {}", "operation", COLUMNS.map(|name| format!("{name:9}")).concat());
    for line in coverage.lines.iter().filter(|line| line.is_begun()) {
        let marks = cells(line).map(|cell| match cell {
            Some(true) => "yes      ",
            Some(false) => "NO       ",
            None => "-        ",
        });
        println!("  {:55} {}", line.operation, marks.concat());
    }
    println!("\nNot begun:");
    for (group, ids) in not_begun(coverage) {
        println!("  {group} ({}):", ids.len());
        wrapped(&ids);
    }
    println!("\nFixtures without a model ({}):", coverage.fixtures_without_model.len());
    wrapped(&coverage.fixtures_without_model);
    print_constructed(coverage);
    print_faults(coverage);
}

/// Prints to the error stream what makes the command fail.
pub(crate) fn print_faults(coverage: &Coverage) {
    for line in &coverage.lines {
        let holes = line.holes();
        if !holes.is_empty() {
            eprintln!("hole: {} has no {}", line.operation, holes.join(", no "));
        }
    }
    for problem in &coverage.problems {
        eprintln!("contradiction: {problem}");
    }
}

fn print_sums(coverage: &Coverage) {
    let mut groups: BTreeMap<(usize, &str), Vec<&Line>> = BTreeMap::new();
    for line in &coverage.lines {
        let product =
            PRODUCTS.iter().position(|name| *name == line.product).unwrap_or(PRODUCTS.len());
        groups.entry((product, &line.tier)).or_default().push(line);
    }
    println!(
        "{:22} {:>5} {:>6} {}",
        "",
        "all",
        "begun",
        COLUMNS.map(|name| format!("{name:>10}")).concat()
    );
    for ((_, tier), lines) in groups {
        let begun = lines.iter().filter(|line| line.is_begun()).count();
        let sums: String = (0..COLUMNS.len())
            .map(|column| {
                let there = lines.iter().filter(|line| cells(line)[column] == Some(true)).count();
                let possible = lines.iter().filter(|line| cells(line)[column].is_some()).count();
                format!("{:>10}", format!("{there}/{possible}"))
            })
            .collect();
        let name = format!("{} {tier}", lines[0].product);
        println!("{name:22} {:>5} {begun:>6} {sums}", lines.len());
    }
}

/// The payloads of begun operations that no document shows.
fn print_constructed(coverage: &Coverage) {
    let begun = coverage.lines.iter().filter(|line| line.is_begun());
    let files = begun.flat_map(|line| {
        let files = line.constructed.iter();
        files.map(|file| format!("{}/{file}", line.operation))
    });
    let files: Vec<String> = files.collect();
    println!("\nConstructed fixtures ({}):", files.len());
    wrapped(&files);
}

fn not_begun(coverage: &Coverage) -> BTreeMap<String, Vec<&str>> {
    let mut groups: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for line in coverage.lines.iter().filter(|line| !line.is_begun()) {
        groups.entry(format!("{} {}", line.product, line.tier)).or_default().push(&line.operation);
    }
    groups
}

/// Prints a list in lines of about a hundred characters.
fn wrapped<T: AsRef<str>>(words: &[T]) {
    let mut line = String::from("   ");
    for word in words {
        if line.len() + word.as_ref().len() > 100 {
            println!("{line}");
            line = String::from("   ");
        }
        line.push(' ');
        line.push_str(word.as_ref());
    }
    println!("{line}");
}
