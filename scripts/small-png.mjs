// Reads a grey picture (PGM, as pdftoppm -gray writes it) and writes a PNG of 16 greys: node scripts/small-png.mjs FROM.pgm TO.png
import { readFileSync, writeFileSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';

const [from, to] = process.argv.slice(2);
const file = readFileSync(from);
const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(file.subarray(0, 64).toString('latin1'));
if (!head) throw new Error(`${from} is no grey picture`);
const [width, height] = [Number(head[1]), Number(head[2])];
const points = file.subarray(head[0].length);

const line = 1 + Math.ceil(width / 2);
const rows = Buffer.alloc(line * height);
for (let y = 0; y < height; y++) {
  for (let x = 0; x < width; x++) {
    const grey = Math.round(points[y * width + x] / 17);
    rows[y * line + 1 + (x >> 1)] |= x % 2 === 0 ? grey << 4 : grey;
  }
}

function chunk(kind, content) {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

const header = Buffer.alloc(13);
header.writeUInt32BE(width, 0);
header.writeUInt32BE(height, 4);
header.set([4, 0, 0, 0, 0], 8);
writeFileSync(to, Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0)),
]));
