import type { RequestListener, Server } from 'node:http';

export interface Served {
  readonly server: Server;
  /** `http://localhost:4173/` */
  readonly address: string;
}
export const DOOR_POLICY: string;
export function policyOf(html: string): string;
export function staticHandler(folder: string): RequestListener;
export function serve(folder: string, options?: { port?: number; search?: boolean }): Promise<Served>;
