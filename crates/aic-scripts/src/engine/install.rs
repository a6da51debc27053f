//! What scripts find when they begin.

use boa_engine::object::ObjectInitializer;
use boa_engine::property::Attribute;
use boa_engine::{Context, Finalize, JsData, JsObject, JsResult, JsString, JsValue, Trace};

use super::{guard, methods, require, values};
use crate::bindings;
use crate::session::Session;

/// Globals of newer engines: a script that uses one fails in the service when it gets there.
const ABSENT: [&str; 13] = [
    "Map",
    "Set",
    "WeakMap",
    "WeakSet",
    "WeakRef",
    "Symbol",
    "Proxy",
    "Reflect",
    "Promise",
    "FinalizationRegistry",
    "SharedArrayBuffer",
    "Atomics",
    "AggregateError",
];

/// Whether the journey goes on where it was suspended.
const RESUMED: &str = "resumedFromSuspend";

/// A Java class that `systemEnv.getProperty` converts to.
#[derive(Debug, Trace, Finalize, JsData)]
pub(super) struct JavaClass {
    #[unsafe_ignore_trace]
    name: &'static str,
}

impl JavaClass {
    pub(super) fn name(&self) -> &'static str {
        self.name
    }
}

const CLASSES: [(&str, &[(&str, &str)]); 2] = [
    (
        "lang",
        &[
            ("Boolean", "java.lang.Boolean"),
            ("Double", "java.lang.Double"),
            ("Integer", "java.lang.Integer"),
            ("String", "java.lang.String"),
        ],
    ),
    ("util", &[("List", "java.util.List"), ("Map", "java.util.Map")]),
];

/// Makes the bindings.
pub(super) fn all(session: &Session, context: &mut Context) -> JsResult<()> {
    if !session.config.beyond {
        let global = context.global_object();
        for name in ABSENT {
            global.delete_property_or_throw(JsString::from(name), context)?;
        }
    }
    for (name, object) in bindings::all(session) {
        let object = methods::object(name, object, context)?;
        put(name, object.into(), context)?;
    }
    let config = &session.config;
    let texts = [
        ("realm", config.realm.as_str()),
        ("cookieName", config.cookie_name.as_str()),
        ("scriptName", session.script.name()),
    ];
    for (name, text) in texts {
        put(name, JsString::from(text).into(), context)?;
    }
    if !config.globals.contains_key(RESUMED) {
        put(RESUMED, false.into(), context)?;
    }
    for (name, global) in &config.globals {
        let global = values::value(global, context)?;
        put(name, global, context)?;
    }
    let java = java(context)?;
    put("java", java.into(), context)?;
    guard::install(context)?;
    require::install(context)
}

fn put(name: &str, value: JsValue, context: &mut Context) -> JsResult<()> {
    // Scripts that assign to a binding change nothing.
    context.register_global_property(JsString::from(name), value, Attribute::PERMANENT)
}

fn java(context: &mut Context) -> JsResult<JsObject> {
    let java = JsObject::with_object_proto(context.intrinsics());
    for (package, classes) in CLASSES {
        let mut object = ObjectInitializer::new(context);
        for (short, name) in classes {
            let class = JavaClass { name };
            let class = ObjectInitializer::with_native_data(class, object.context()).build();
            object.property(JsString::from(*short), class, Attribute::PERMANENT);
        }
        let object = object.build();
        java.create_data_property_or_throw(JsString::from(package), object, context)?;
    }
    Ok(java)
}
