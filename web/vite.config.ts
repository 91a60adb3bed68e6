// Builds the web application into dist/, with a brotli and a gzip copy of every text asset beside it,
// so that the server never compresses what does not change.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { Plugin, ProxyOptions } from 'vite';
import { defineConfig } from 'vitest/config';

const TEXT = /\.(js|css|html|svg|json|webmanifest)$/;

/** Writes `NAME.br` and `NAME.gz` for every text file of the bundle. */
function compressed(): Plugin {
  let folder = '';
  return {
    name: 'compressed-copies',
    apply: 'build',
    configResolved(config) {
      folder = config.build.outDir;
    },
    closeBundle() {
      for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !TEXT.test(entry.name)) continue;
        const path = join(entry.parentPath, entry.name);
        const bytes = readFileSync(path);
        const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
        writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params }));
        writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
      }
    },
  };
}

/** Where `greenroom serve` listens while the pages are worked on. */
const SERVER = process.env['GREENROOM_SERVER'] ?? 'http://127.0.0.1:7300';

/** The server answers to its own name and to its own pages only, so the proxy speaks as one. */
function behindProxy(target: string): ProxyOptions {
  const headers = { origin: target };
  return { target, changeOrigin: true, headers };
}

export default defineConfig({
  plugins: [svelte(), compressed()],
  build: {
    target: 'baseline-widely-available',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': behindProxy(SERVER), '/healthz': behindProxy(SERVER) } },
  test: { include: ['src/**/*.test.ts'] },
});
