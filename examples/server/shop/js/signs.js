// The round sign above a result. It is drawn here and not loaded, so that it appears together with the text.
const SVG = "http://www.w3.org/2000/svg";

const SIGNS = {
  paid: ["#1f7a54", "M19 33l9 9 18-19"],
  waiting: ["#2f5f9e", "M32 19v14l9 6"],
  stopped: ["#6b6f76", "M21 32h22"],
  refused: ["#b3432f", "M32 18v18M32 46v.01"],
  returned: ["#2f5f9e", "M24 22l-8 8 8 8M17 30h20a8.5 8.5 0 0 1 0 17h-7"],
};

export function sign(name) {
  const [colour, strokes] = SIGNS[name];
  const drawing = draw("svg", { viewBox: "0 0 64 64", width: 64, height: 64 });
  const pen = { d: strokes, fill: "none", stroke: "#fff", "stroke-width": 5 };
  drawing.append(
    draw("circle", { cx: 32, cy: 32, r: 32, fill: colour }),
    draw("path", { ...pen, "stroke-linecap": "round", "stroke-linejoin": "round" }),
  );
  return drawing;
}

function draw(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
