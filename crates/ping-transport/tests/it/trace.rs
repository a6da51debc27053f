//! Records what is traced and logged on the thread of a test.
//!
//! The subscriber is global and asks the thread, since one that is set for a thread alone misses
//! call sites that another test's thread came to first.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::io;
use std::sync::Once;

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::filter::dynamic_filter_fn;
use tracing_subscriber::fmt::format::FmtSpan;
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;

/// An event with its fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EventSeen {
    pub(crate) level: Level,
    pub(crate) target: String,
    pub(crate) fields: BTreeMap<String, String>,
}

/// A span with the last values of its fields, its events, and the spans it comes from by their
/// `ping.operation`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SpanSeen {
    id: u64,
    pub(crate) name: String,
    pub(crate) parent: Option<String>,
    pub(crate) follows: Option<String>,
    pub(crate) logs: Vec<EventSeen>,
    pub(crate) fields: BTreeMap<String, String>,
    pub(crate) events: Vec<String>,
    pub(crate) closed: bool,
}

#[derive(Default)]
struct Seen {
    text: Vec<u8>,
    spans: Vec<SpanSeen>,
}

thread_local! {
    static SEEN: RefCell<Option<Seen>> = const { RefCell::new(None) };
}

fn seen(change: impl FnOnce(&mut Seen)) {
    SEEN.with_borrow_mut(|seen| {
        if let Some(seen) = seen {
            change(seen);
        }
    });
}

/// What this thread traces and logs from now on, until it is dropped.
pub(crate) struct Recording(());

impl Recording {
    pub(crate) fn start() -> Self {
        static ONCE: Once = Once::new();
        ONCE.call_once(|| {
            let text = tracing_subscriber::fmt::layer()
                .with_span_events(FmtSpan::FULL)
                .with_writer(|| ThreadText);
            let here = dynamic_filter_fn(|_, _| SEEN.with_borrow(Option::is_some));
            let subscriber =
                tracing_subscriber::registry().with(text.and_then(Spans).with_filter(here));
            tracing::subscriber::set_global_default(subscriber).unwrap();
            log::set_boxed_logger(Box::new(ThreadText)).unwrap();
            log::set_max_level(log::LevelFilter::Trace);
        });
        SEEN.set(Some(Seen::default()));
        Self(())
    }

    pub(crate) fn text(&self) -> String {
        SEEN.with_borrow(|seen| String::from_utf8(seen.as_ref().unwrap().text.clone()).unwrap())
    }

    pub(crate) fn spans(&self) -> Vec<SpanSeen> {
        SEEN.with_borrow(|seen| seen.as_ref().unwrap().spans.clone())
    }
}

impl Drop for Recording {
    fn drop(&mut self) {
        SEEN.set(None);
    }
}

struct ThreadText;

impl io::Write for ThreadText {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        seen(|seen| seen.text.extend_from_slice(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl log::Log for ThreadText {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        SEEN.with_borrow(Option::is_some)
    }

    fn log(&self, record: &log::Record<'_>) {
        let line = format!("{} {}\n", record.target(), record.args());
        seen(|seen| seen.text.extend_from_slice(line.as_bytes()));
    }

    fn flush(&self) {}
}

struct Spans;

#[derive(Default)]
struct Fields(BTreeMap<String, String>);

impl Visit for Fields {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name().to_owned(), value.to_owned());
    }

    // OpenTelemetry has no such type: it would become a text.
    fn record_u64(&mut self, field: &Field, value: u64) {
        self.0.insert(field.name().to_owned(), format!("{value} as text"));
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}"));
    }
}

fn change(id: &Id, change: impl FnOnce(&mut SpanSeen)) {
    seen(|seen| {
        let open = |span: &&mut SpanSeen| span.id == id.into_u64() && !span.closed;
        if let Some(span) = seen.spans.iter_mut().find(open) {
            change(span);
        }
    });
}

/// The operation of an open span.
fn operation(id: &Id) -> String {
    let mut operation = String::new();
    change(id, |span| operation = span.fields["ping.operation"].clone());
    operation
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Spans {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        let parent = context.span(id).and_then(|span| span.parent());
        let parent = parent.map(|parent| operation(&parent.id()));
        seen(|seen| {
            seen.spans.push(SpanSeen {
                id: id.into_u64(),
                name: attributes.metadata().name().to_owned(),
                parent,
                fields: fields.0,
                ..SpanSeen::default()
            });
        });
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, _: Context<'_, S>) {
        let mut fields = Fields::default();
        values.record(&mut fields);
        change(id, |span| span.fields.extend(fields.0));
    }

    fn on_follows_from(&self, id: &Id, follows: &Id, _: Context<'_, S>) {
        let follows = operation(follows);
        change(id, |span| span.follows = Some(follows));
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        let message = fields.0.remove("message").unwrap_or_default();
        let log = EventSeen {
            level: *event.metadata().level(),
            target: event.metadata().target().to_owned(),
            fields: fields.0,
        };
        if let Some(span) = context.event_span(event) {
            change(&span.id(), |span| {
                span.events.push(message);
                span.logs.push(log);
            });
        }
    }

    fn on_close(&self, id: Id, _: Context<'_, S>) {
        change(&id, |span| span.closed = true);
    }
}
