import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:http';

interface Answer {
  readonly body: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Begins, and never ends. */
  readonly endless?: boolean;
}

/** What a stranger's host was asked, as it wrote it down itself. */
export interface ForeignHost {
  /** `http://127.0.0.1:PORT` */
  readonly address: string;
  /** Answers that whoever asked gave up. */
  givenUp(): number;
  readonly asked: { readonly line: string; readonly headers: IncomingHttpHeaders }[];
  close(): Promise<void>;
}

/** A host of another origin on this machine that answers by path; 404, readable by all, for every other. */
export async function foreignHost(answers: Readonly<Record<string, Answer>>): Promise<ForeignHost> {
  const asked: ForeignHost['asked'] = [];
  let givenUp = 0;
  const server = createServer((request, response) => {
    asked.push({ line: `${request.method} ${request.url}`, headers: request.headers });
    const {
      body,
      status = 200,
      headers = {},
      endless = false,
    } = answers[request.url ?? ''] ?? {
      body: 'no',
      status: 404,
      headers: { 'access-control-allow-origin': '*' },
    };
    response.writeHead(status, headers).write(body);
    if (!endless) return response.end();
    response.on('close', () => {
      givenUp++;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const place = server.address();
  return {
    address: `http://127.0.0.1:${typeof place === 'object' ? place?.port : 0}`,
    asked,
    givenUp: () => givenUp,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
