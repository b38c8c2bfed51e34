import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { CHARACTER_MAPS_FOLDER } from './src/data/importers/pdf/character-maps';

const src = fileURLToPath(new URL('./src', import.meta.url));

/** The policy in index.html forbids inline scripts; the development server needs one (React's refresh). The build keeps the policy. */
const relaxedWhileDeveloping: Plugin = {
  name: 'relaxed-while-developing',
  apply: 'serve',
  transformIndexHtml: (html) => html.replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/, ''),
};

/** pdf.js's character maps, without which East Asian PDFs that name one have no text: from our own origin, each loaded when a PDF asks for it. */
const characterMaps: Plugin = (() => {
  const folder = fileURLToPath(new URL('./node_modules/pdfjs-dist/cmaps', import.meta.url));
  const names = readdirSync(folder);
  return {
    name: 'character-maps',
    configureServer({ middlewares }) {
      middlewares.use(`/${CHARACTER_MAPS_FOLDER}`, (request, response, next) => {
        const name = names.find((known) => request.url === `/${known}`);
        if (name) response.end(readFileSync(join(folder, name)));
        else next();
      });
    },
    generateBundle() {
      for (const name of names)
        this.emitFile({
          type: 'asset',
          fileName: CHARACTER_MAPS_FOLDER + name,
          source: readFileSync(join(folder, name)),
        });
    },
  };
})();

export default defineConfig({
  plugins: [react(), relaxedWhileDeveloping, characterMaps],
  resolve: { alias: { '@': src } },
  worker: {
    format: 'es',
    // tfjs labels its pipelines with their class names, which are what a profile calls them.
    rolldownOptions: { output: { keepNames: true } },
  },
  build: {
    target: 'es2023',
    sourcemap: false,
    // Small files stay files: a data: URL would be loaded with the page, wanted or not.
    assetsInlineLimit: 0,
    // tfjs alone is larger than vite's idea of large; the entry's budget is checked in e2e/journeys/build.spec.ts.
    chunkSizeWarningLimit: 3000,
  },
  server: { port: 5173 },
});
