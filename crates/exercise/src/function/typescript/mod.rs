//! TypeScript compiled to Node: `solution.ts` exports a function or a class, `main.ts` calls it.
//!
//! The runtime is JavaScript's; one file of types stands before it, so no `@types/node` is needed.

use super::javascript::{body, type_name};
use super::names::{camel, join};
use super::{Backend, Class, Function, Method, Parameter, Signature, with_runtime};

pub const BACKEND: Backend = Backend {
    code: "typescript",
    solution: "solution.ts",
    main: "main.ts",
    starter,
    driver: |signature| {
        let runtime = ("greenroom.ts", runtime());
        with_runtime("main.ts", main(signature), &[(runtime.0, &runtime.1)])
    },
};

/// The JavaScript runtime as a TypeScript module: declarations for Node, types off, names exported.
fn runtime() -> String {
    let code = include_str!("../javascript/greenroom.js");
    let code = code.replace("\"use strict\";\n", "");
    let classes = code.find("class ListNode").unwrap_or(0);
    let functions = code.find("console.log =").unwrap_or(0);
    let exports = code.find("module.exports").unwrap_or(code.len());
    format!(
        "// @ts-nocheck\n{}{}{}export {{ next, print, flush, read }};\n",
        &code[..classes],
        include_str!("nodes.ts"),
        &code[functions..exports]
    )
}

fn starter(signature: &Signature) -> String {
    let nodes: Vec<&str> = [
        signature.has_linked_list().then_some("ListNode"),
        signature.has_tree().then_some("TreeNode"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let mut text = String::new();
    if signature.has_linked_list() {
        text += "// ListNode has the fields value and next; null is the empty list.\n";
    }
    if signature.has_tree() {
        text += "// TreeNode has the fields value, left and right; null is the empty tree.\n";
    }
    if !nodes.is_empty() {
        text += &["import { ", &nodes.join(", "), " } from \"./greenroom\";\n\n"].concat();
    }
    match signature {
        Signature::Function(function) => text + &function_stub(function),
        Signature::Class(class) => text + &class_stub(class),
    }
}

fn function_stub(function: &Function) -> String {
    let name = camel(&function.name);
    let parameters = join(&function.parameters, parameter);
    let returns = type_name(&function.returns);
    format!(
        "export function {name}({parameters}): {returns} {{\n  \
         throw new Error(\"{name} is not written yet\");\n}}\n"
    )
}

fn class_stub(class: &Class) -> String {
    let constructor = join(&class.constructor, parameter);
    let mut text =
        format!("export class {} {{\n  constructor({constructor}) {{\n  }}\n", class.name);
    for Method { name, parameters, returns } in &class.methods {
        let name = camel(name);
        let parameters = join(parameters, parameter);
        let returns = returns.as_ref().map_or("void".into(), type_name);
        text += &format!(
            "\n  {name}({parameters}): {returns} {{\n    \
             throw new Error(\"{name} is not written yet\");\n  }}\n"
        );
    }
    text + "}\n"
}

fn parameter(parameter: &Parameter) -> String {
    format!("{}: {}", camel(&parameter.name), type_name(&parameter.kind))
}

fn main(signature: &Signature) -> String {
    format!(
        "// @ts-nocheck\nimport * as greenroom from \"./greenroom\";\n\
         import * as solution from \"./solution\";\n\n{}",
        body(signature)
    )
}
