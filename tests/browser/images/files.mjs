// Images in every format that node and a browser can write, each with the size at which a browser shows it.

import { crc32, deflateSync } from "node:zlib";

function chunk(name, content) {
  const body = Buffer.concat([Buffer.from(name), content]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(content.length);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** A grey PNG. */
export function png(width, height) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width);
  head.writeUInt32BE(height, 4);
  head[8] = 8;
  const rows = Buffer.alloc((width + 1) * height, 0x80);
  for (let row = 0; row < height; row += 1) rows[row * (width + 1)] = 0;
  const signature = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
  return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
}

/** A black BMP whose rows run from top to bottom. */
function bmp(width, height) {
  const row = Math.ceil((width * 3) / 4) * 4;
  const file = Buffer.alloc(54 + row * height);
  file.write("BM");
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(54, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(width, 18);
  file.writeInt32LE(-height, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(24, 28);
  return file;
}

/** A JPEG that says that the camera was held on its side. */
function turned(jpeg) {
  const entry = [0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0];
  const exif = [0x45, 0x78, 0x69, 0x66, 0, 0, 0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, ...entry, 0, 0, 0, 0];
  const segment = Buffer.from([0xff, 0xe1, 0, exif.length + 2, ...exif]);
  return Buffer.concat([jpeg.subarray(0, 2), segment, jpeg.subarray(2)]);
}

export function svg(attributes) {
  return `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}><rect width="100%" height="100%" fill="teal"/></svg>`;
}

/** Files by their names. */
export async function formats(browser) {
  const page = await browser.newPage();
  const drawn = (type) =>
    page.evaluate((type) => {
      const canvas = Object.assign(document.createElement("canvas"), { width: 60, height: 40 });
      canvas.getContext("2d").fillRect(0, 0, 30, 40);
      return canvas.toDataURL(type).split(",")[1];
    }, type);
  const jpeg = Buffer.from(await drawn("image/jpeg"), "base64");
  const webp = Buffer.from(await drawn("image/webp"), "base64");
  await page.close();
  const gif = Buffer.from("47494638396105000300800000ffffff00000021f90400000000002c00000000010001000002024401003b", "hex");
  return {
    "a.png": png(30, 20),
    "a.jpg": jpeg,
    "turned.jpg": turned(jpeg),
    "a.webp": webp,
    "a.gif": gif,
    "a.bmp": bmp(7, 5),
    "pixels.svg": svg('width="90" height="60px"'),
    "units.svg": svg('width="1in" height="1.5pc"'),
    "half.svg": svg('width="90" viewBox="0 0 30 20"'),
    "png.jpg": png(8, 9),
  };
}
