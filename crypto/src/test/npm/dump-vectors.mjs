// Writes the published vectors as files: node dump-vectors.mjs DIRECTORY
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vectors from 'cctv-age';

const directory = process.argv[2];
mkdirSync(directory, { recursive: true });
for (const [name, file] of Object.entries(vectors.default ?? vectors)) writeFileSync(join(directory, name), file);
