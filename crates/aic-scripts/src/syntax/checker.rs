//! Reading through a script.

use std::ops::ControlFlow;

use boa_engine::ast::declaration::{Binding, LexicalDeclaration, VarDeclaration, Variable};
use boa_engine::ast::expression::literal::PropertyDefinition;
use boa_engine::ast::expression::operator::Binary;
use boa_engine::ast::expression::operator::binary::{BinaryOp, LogicalOp};
use boa_engine::ast::expression::{Identifier, Optional, Spread};
use boa_engine::ast::function::{
    ArrowFunction, AsyncArrowFunction, AsyncFunctionDeclaration, AsyncFunctionExpression,
    AsyncGeneratorDeclaration, AsyncGeneratorExpression, ClassDeclaration, ClassExpression,
    FormalParameter, FunctionDeclaration, FunctionExpression, GeneratorDeclaration,
    GeneratorExpression,
};
use boa_engine::ast::pattern::Pattern;
use boa_engine::ast::statement::iteration::{
    DoWhileLoop, ForInLoop, ForLoop, ForLoopInitializer, ForOfLoop, IterableLoopInitializer,
    WhileLoop,
};
use boa_engine::ast::visitor::{VisitWith, Visitor};
use boa_engine::ast::{Position, Script, Spanned};
use boa_engine::interner::Interner;

use super::{Findings, place};
use crate::outcome::Diagnostic;

/// The names that belong to bindings, as the service reserves them.
const RESERVED: [&str; 19] = [
    "action",
    "callbacksBuilder",
    "cookieName",
    "httpClient",
    "idRepository",
    "journey",
    "jwtAssertion",
    "jwtValidator",
    "locales",
    "logger",
    "nodeState",
    "openidm",
    "policy",
    "realm",
    "scriptName",
    "secrets",
    "systemEnv",
    "utils",
    "verifyTransactionsHelper",
];

/// Reads through a script.
pub(super) fn check(name: &str, interner: &Interner, script: &Script) -> Findings {
    let findings = Findings::default();
    let mut checker = Checker { name, interner, findings, functions: 0, loops: 0 };
    let _ = checker.visit_script(script);
    checker.findings
}

struct Checker<'s> {
    name: &'s str,
    interner: &'s Interner,
    findings: Findings,
    /// How many functions are around.
    functions: usize,
    /// How many loops are around, within the innermost function.
    loops: usize,
}

impl Checker<'_> {
    fn diagnostic(&self, position: Position, message: &str) -> Diagnostic {
        let (line, column) = place(position);
        Diagnostic { message: message.to_owned(), script: self.name.to_owned(), line, column }
    }

    fn lacks(&mut self, position: Position, what: &str) {
        let message = format!("the service's engine (Rhino 1.7.14) has no {what}");
        let diagnostic = self.diagnostic(position, &message);
        self.findings.unsupported.push(diagnostic);
    }

    /// A name that is declared here.
    fn declares(&mut self, name: &Identifier) {
        let text = self.interner.resolve_expect(name.sym()).to_string();
        if self.functions == 0 && RESERVED.contains(&text.as_str()) {
            let message = format!("`{text}` is the name of a binding: call the variable otherwise");
            let diagnostic = self.diagnostic(name.span().start(), &message);
            self.findings.reserved.push(diagnostic);
        }
    }

    fn variable(&mut self, variable: &Variable) {
        if let Binding::Identifier(name) = variable.binding() {
            self.declares(name);
        }
    }

    fn inside(&mut self, visit: impl FnOnce(&mut Self) -> ControlFlow<()>) -> ControlFlow<()> {
        let loops = std::mem::take(&mut self.loops);
        self.functions += 1;
        let flow = visit(self);
        self.functions -= 1;
        self.loops = loops;
        flow
    }

    fn looping(
        &mut self,
        head: Position,
        visit: impl FnOnce(&mut Self) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        self.findings.loops.push(place(head));
        self.loops += 1;
        let flow = visit(self);
        self.loops -= 1;
        flow
    }
}

fn start(binding: &Binding) -> Position {
    match binding {
        Binding::Identifier(name) => name.span().start(),
        Binding::Pattern(pattern) => pattern.span().start(),
    }
}

/// Visits of functions that are there.
macro_rules! functions {
    ($($visit:ident: $node:ty),*) => {
        $(fn $visit(&mut self, node: &'ast $node) -> ControlFlow<()> {
            self.inside(|this| node.visit_with(this))
        })*
    };
}

/// Visits of what is not there at all.
macro_rules! lacking {
    ($($visit:ident: $node:ty = $what:literal),*) => {
        $(fn $visit(&mut self, node: &'ast $node) -> ControlFlow<()> {
            self.lacks(node.span().start(), $what);
            self.inside(|this| node.visit_with(this))
        })*
    };
}

impl<'ast> Visitor<'ast> for Checker<'_> {
    type BreakTy = ();

    functions! {
        visit_function_expression: FunctionExpression,
        visit_arrow_function: ArrowFunction,
        visit_generator_expression: GeneratorExpression,
        visit_generator_declaration: GeneratorDeclaration
    }

    lacking! {
        visit_class_expression: ClassExpression = "classes",
        visit_async_arrow_function: AsyncArrowFunction = "async functions",
        visit_async_function_expression: AsyncFunctionExpression = "async functions",
        visit_async_generator_expression: AsyncGeneratorExpression = "async functions",
        visit_spread: Spread = "spread (`...`)",
        visit_optional: Optional = "optional chaining (`?.`)"
    }

    fn visit_while_loop(&mut self, node: &'ast WhileLoop) -> ControlFlow<()> {
        self.looping(node.condition().span().start(), |this| node.visit_with(this))
    }

    fn visit_do_while_loop(&mut self, node: &'ast DoWhileLoop) -> ControlFlow<()> {
        self.looping(node.cond().span().start(), |this| node.visit_with(this))
    }

    fn visit_function_declaration(&mut self, node: &'ast FunctionDeclaration) -> ControlFlow<()> {
        self.declares(&node.name());
        self.inside(|this| node.visit_with(this))
    }

    fn visit_class_declaration(&mut self, node: &'ast ClassDeclaration) -> ControlFlow<()> {
        self.lacks(node.name().span().start(), "classes");
        self.inside(|this| node.visit_with(this))
    }

    fn visit_async_function_declaration(
        &mut self,
        node: &'ast AsyncFunctionDeclaration,
    ) -> ControlFlow<()> {
        self.lacks(node.name().span().start(), "async functions");
        self.inside(|this| node.visit_with(this))
    }

    fn visit_async_generator_declaration(
        &mut self,
        node: &'ast AsyncGeneratorDeclaration,
    ) -> ControlFlow<()> {
        self.lacks(node.name().span().start(), "async functions");
        self.inside(|this| node.visit_with(this))
    }

    fn visit_var_declaration(&mut self, node: &'ast VarDeclaration) -> ControlFlow<()> {
        node.0.as_ref().iter().for_each(|variable| self.variable(variable));
        node.visit_with(self)
    }

    fn visit_lexical_declaration(&mut self, node: &'ast LexicalDeclaration) -> ControlFlow<()> {
        let variables = node.variable_list().as_ref();
        variables.iter().for_each(|variable| self.variable(variable));
        if let Some(first) = variables.first() {
            let position = start(first.binding());
            if !node.is_const() {
                self.lacks(position, "`let`");
            } else if self.functions == 0 || self.loops > 0 {
                let place = if self.loops > 0 { "in a loop" } else { "outside of functions" };
                let message = format!(
                    "the service's engine does not set a `const` {place} reliably: use `var`"
                );
                let diagnostic = self.diagnostic(position, &message);
                self.findings.warnings.push(diagnostic);
            }
        }
        node.visit_with(self)
    }

    fn visit_for_loop(&mut self, node: &'ast ForLoop) -> ControlFlow<()> {
        if let Some(ForLoopInitializer::Lexical(lexical)) = node.init()
            && lexical.declaration().is_const()
            && let Some(first) = lexical.declaration().variable_list().as_ref().first()
        {
            self.lacks(start(first.binding()), "`const` at the head of a loop");
        }
        match node.condition().or(node.final_expr()) {
            Some(head) => self.looping(head.span().start(), |this| node.visit_with(this)),
            // `for (;;)` has no place of its own.
            None => node.visit_with(self),
        }
    }

    fn visit_for_in_loop(&mut self, node: &'ast ForInLoop) -> ControlFlow<()> {
        self.head(node.initializer());
        self.looping(node.target().span().start(), |this| node.visit_with(this))
    }

    fn visit_for_of_loop(&mut self, node: &'ast ForOfLoop) -> ControlFlow<()> {
        self.lacks(node.iterable().span().start(), "`for (… of …)`");
        self.head(node.initializer());
        self.looping(node.iterable().span().start(), |this| node.visit_with(this))
    }

    fn visit_formal_parameter(&mut self, node: &'ast FormalParameter) -> ControlFlow<()> {
        let position = start(node.variable().binding());
        if node.init().is_some() {
            self.lacks(position, "default parameters");
        }
        if node.is_rest_param() {
            self.lacks(position, "rest parameters");
        }
        node.visit_with(self)
    }

    fn visit_pattern(&mut self, node: &'ast Pattern) -> ControlFlow<()> {
        self.lacks(node.span().start(), "destructuring");
        node.visit_with(self)
    }

    fn visit_property_definition(&mut self, node: &'ast PropertyDefinition) -> ControlFlow<()> {
        match node {
            PropertyDefinition::IdentifierReference(name) => {
                self.lacks(name.span().start(), "shorthand members (`{name}`)");
            }
            PropertyDefinition::SpreadObject(value) => {
                self.lacks(value.span().start(), "spread (`...`)");
            }
            _ => {}
        }
        node.visit_with(self)
    }

    fn visit_identifier(&mut self, node: &'ast Identifier) -> ControlFlow<()> {
        let name = self.interner.resolve_expect(node.sym()).to_string();
        self.findings.names.entry(name).or_default().push(place(node.span().start()));
        ControlFlow::Continue(())
    }

    fn visit_binary(&mut self, node: &'ast Binary) -> ControlFlow<()> {
        if node.op() == BinaryOp::Logical(LogicalOp::Coalesce) {
            self.lacks(node.rhs().span().start(), "`??`");
        }
        node.visit_with(self)
    }
}

impl Checker<'_> {
    /// What a `for (… in …)` or `for (… of …)` declares.
    fn head(&mut self, initializer: &IterableLoopInitializer) {
        match initializer {
            IterableLoopInitializer::Var(variable) => self.variable(variable),
            IterableLoopInitializer::Let(binding) => self.lacks(start(binding), "`let`"),
            IterableLoopInitializer::Const(binding) => {
                self.lacks(start(binding), "`const` at the head of a loop");
            }
            _ => {}
        }
    }
}
