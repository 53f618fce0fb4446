// Makes a screenshot small: at most 128 colours, one byte a dot. Pages are paper, ink and a few
// tints, so nothing is lost to the eye, and a picture takes a third of the room.
import { deflateSync, inflateSync } from "node:zlib";

const MOST = 128;

/** A PNG of Chromium (8 bits, RGB or RGBA) as a PNG with a palette. */
export function shrink(png) {
  const { width, height, size, dots } = decode(png);
  const palette = choose(count(dots, size));
  const nearest = new Map();
  const rows = Buffer.alloc((width + 1) * height);
  for (let dot = 0; dot < width * height; dot += 1) {
    const colour = at(dots, dot * size);
    if (!nearest.has(colour)) nearest.set(colour, closest(palette, colour));
    rows[Math.floor(dot / width) * (width + 1) + 1 + (dot % width)] = nearest.get(colour);
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  const colours = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk("IHDR", head),
    chunk("PLTE", colours),
    chunk("IDAT", deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

const at = (dots, place) => (dots[place] << 16) | (dots[place + 1] << 8) | dots[place + 2];

/** Undoes the five row filters of PNG. */
function decode(png) {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const size = { 2: 3, 6: 4 }[png[25]];
  if (png[24] !== 8 || !size || png[28] !== 0) throw new Error("not the kind of PNG that Chromium makes");
  const parts = [];
  for (let place = 8; place < png.length; place += png.readUInt32BE(place) + 12) {
    const length = png.readUInt32BE(place);
    if (png.toString("latin1", place + 4, place + 8) === "IDAT") parts.push(png.subarray(place + 8, place + 8 + length));
  }
  const raw = inflateSync(Buffer.concat(parts));
  const line = width * size;
  const dots = Buffer.alloc(line * height);
  for (let row = 0; row < height; row += 1) {
    const filter = raw[row * (line + 1)];
    for (let column = 0; column < line; column += 1) {
      const here = row * line + column;
      const left = column >= size ? dots[here - size] : 0;
      const up = row > 0 ? dots[here - line] : 0;
      const corner = row > 0 && column >= size ? dots[here - line - size] : 0;
      dots[here] = raw[row * (line + 1) + 1 + column] + [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
    }
  }
  return { width, height, size, dots };
}

function paeth(left, up, corner) {
  const guess = left + up - corner;
  const [a, b, c] = [left, up, corner].map((value) => Math.abs(guess - value));
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

function count(dots, size) {
  const counts = new Map();
  for (let place = 0; place < dots.length; place += size) {
    const colour = at(dots, place);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  return [...counts].map(([colour, many]) => ({ part: [colour >> 16, (colour >> 8) & 255, colour & 255], many }));
}

/** Median cut: parts the box with the widest spread until there are enough, then takes means. */
function choose(colours) {
  const boxes = [colours];
  while (boxes.length < MOST) {
    const spreads = boxes.map((box) => [0, 1, 2].map((axis) => spread(box, axis)));
    const worth = spreads.map((axes, index) => Math.max(...axes) * Math.cbrt(sum(boxes[index])));
    const widest = worth.indexOf(Math.max(...worth));
    if (Math.max(...spreads[widest]) === 0) break;
    const axis = spreads[widest].indexOf(Math.max(...spreads[widest]));
    const box = boxes[widest].sort((a, b) => a.part[axis] - b.part[axis]);
    let seen = 0;
    const half = sum(box) / 2;
    let cut = box.findIndex(({ many }) => (seen += many) >= half) + 1;
    cut = Math.min(Math.max(cut, 1), box.length - 1);
    boxes.splice(widest, 1, box.slice(0, cut), box.slice(cut));
  }
  return boxes.map((box) => {
    const most = box.reduce((best, one) => (one.many > best.many ? one : best));
    // A colour that fills most of its box stays as it is: paper must be exactly paper.
    const [red, green, blue] =
      most.many * 2 > sum(box)
        ? most.part
        : [0, 1, 2].map((axis) => Math.round(box.reduce((all, { part, many }) => all + part[axis] * many, 0) / sum(box)));
    return (red << 16) | (green << 8) | blue;
  });
}

const sum = (box) => box.reduce((all, { many }) => all + many, 0);

function spread(box, axis) {
  let low = 255;
  let high = 0;
  for (const { part } of box) {
    low = Math.min(low, part[axis]);
    high = Math.max(high, part[axis]);
  }
  return high - low;
}

function closest(palette, colour) {
  let best = 0;
  let least = Infinity;
  palette.forEach((one, index) => {
    const [red, green, blue] = [16, 8, 0].map((shift) => ((one >> shift) & 255) - ((colour >> shift) & 255));
    const far = red * red + green * green + blue * blue;
    if (far < least) [best, least] = [index, far];
  });
  return best;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

function chunk(name, body) {
  const named = Buffer.concat([Buffer.from(name, "latin1"), body]);
  let sum = 0xffffffff;
  for (const byte of named) sum = TABLE[(sum ^ byte) & 255] ^ (sum >>> 8);
  const whole = Buffer.alloc(named.length + 8);
  whole.writeUInt32BE(body.length, 0);
  named.copy(whole, 4);
  whole.writeUInt32BE((sum ^ 0xffffffff) >>> 0, named.length + 4);
  return whole;
}
