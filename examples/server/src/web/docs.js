// Shows /openapi.json as text only: no part of the description becomes markup.
"use strict";

const element = (name, text, ...children) => {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  made.append(...children);
  return made;
};

const schemaName = (schema) => schema?.$ref?.split("/").pop() ?? (schema?.items ? `${schemaName(schema.items)}[]` : schema?.type ?? "");

const bodies = (content) => Object.entries(content ?? {}).map(([type, { schema }]) => `${type} ${schemaName(schema)}`).join(", ");

const operation = (path, method, { description, summary, parameters = [], requestBody, responses = {} }) => {
  const rows = parameters.map((p) => [`${p.in} ${p.name}`, p.description ?? schemaName(p.schema)]);
  if (requestBody) rows.push(["body", bodies(requestBody.content)]);
  for (const [status, answer] of Object.entries(responses))
    rows.push([status, [answer.description, bodies(answer.content)].filter(Boolean).join(": ")]);
  const table = element("table", "", ...rows.map(([key, value]) => element("tr", "", element("th", key), element("td", value))));
  return element("details", "", element("summary", "", element("b", method), ` ${path}`), element("p", [summary, description].filter(Boolean).join(" ")), table);
};

const show = async () => {
  const { paths, components } = await (await fetch("/openapi.json")).json();
  for (const [path, methods] of Object.entries(paths))
    for (const [method, described] of Object.entries(methods))
      document.querySelector("#operations").append(operation(path, method, described));
  for (const [name, schema] of Object.entries(components?.schemas ?? {}))
    document.querySelector("#schemas").append(
      element("details", "", element("summary", name), element("pre", JSON.stringify(schema, null, 2))));
};

show().catch(() => document.querySelector("#operations").append(element("p", "The description could not be loaded.")));
