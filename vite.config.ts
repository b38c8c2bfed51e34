import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const src = fileURLToPath(new URL('./src', import.meta.url));

/** The policy in index.html forbids inline scripts; the development server needs one (React's refresh). The build keeps the policy. */
const relaxedWhileDeveloping: Plugin = {
  name: 'relaxed-while-developing',
  apply: 'serve',
  transformIndexHtml: (html) => html.replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/, ''),
};

export default defineConfig({
  plugins: [react(), relaxedWhileDeveloping],
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
