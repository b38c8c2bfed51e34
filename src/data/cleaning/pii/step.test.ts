import { describe, expect, it } from 'vitest';
import { cleanDocuments, cleanOne, parts } from '../testing/clean-documents';
import { isPublicV4, isPublicV6 } from './mask-addresses';
import { isCard, isIban } from './mask-numbers';

const key = 'ghp_0123456789abcdefghijklmnopqrstuvwxyz';

describe('pii', () => {
  it.each([
    ['Write to jane.doe+x@mail.example.co.uk.', 'Write to [EMAIL].'],
    ['<a@b.de>, c_d%e@f-g.com', '<[EMAIL]>, [EMAIL]'],
    ['no@host, @name, a @ b.de, x@y.z', 'no@host, @name, a @ b.de, x@y.z'],
    ['from 8.8.8.8 and 1.2.3.4.', 'from [IP] and [IP].'],
    ['8.8.8.256, 8.8.8, v8.8.8.8, 8.8.8.8.8', '8.8.8.256, 8.8.8, v8.8.8.8, 8.8.8.8.8'],
    ['10.0.0.1 127.0.0.1 192.168.1.1 172.16.0.1', '10.0.0.1 127.0.0.1 192.168.1.1 172.16.0.1'],
    ['at 2a00:1450:4001:81b::200e, fe80::1 and 2001:db8::1', 'at [IP], fe80::1 and 2001:db8::1'],
    ['12:30:45 and std::vector', '12:30:45 and std::vector'],
    ['call +49 30 1234567 or +1 (555) 234-5678', 'call [PHONE] or [PHONE]'],
    ['(555) 234-5678, 555-234-5678, 555.234.5678', '[PHONE], [PHONE], [PHONE]'],
    ['Phone: 030 123 456, fax no. 0301234567', 'Phone: [PHONE], fax no. [PHONE]'],
    ['ISBN 555-234-5678, doi:555.234.5678', 'ISBN 555-234-5678, doi:555.234.5678'],
    ['in 1990 1991 1992 1993 there were 1,000,000', 'in 1990 1991 1992 1993 there were 1,000,000'],
    ['155-234-5678, 555-134-5678', '155-234-5678, 555-134-5678'],
    ['4111 1111 1111 1111 and 5500-0000-0000-0004', '[CARD] and [CARD]'],
    ['4111 1111 1111 1112', '4111 1111 1111 1112'],
    ['DE89 3704 0044 0532 0130 00 AND GB82WEST12345698765432', '[IBAN] AND [IBAN]'],
    ['DE88 3704 0044 0532 0130 00', 'DE88 3704 0044 0532 0130 00'],
    [`${key}, sk-proj-abcdefghij0123456789, AKIAIOSFODNN7EXAMPLE`, '[KEY], [KEY], [KEY]'],
    ['ghp_short0, ask-me-whatever-you-want-0-today-or-so', 'ghp_short0, ask-me-whatever-you-want-0-today-or-so'],
  ])('%s', async (text, expected) => {
    expect((await cleanOne('pii', text)).text).toBe(expected);
  });

  it.each(['email', 'ip', 'phone', 'card', 'iban', 'key'])('leaves what is switched off: %s', async (kind) => {
    const samples = {
      email: 'a@b.de',
      ip: '8.8.8.8',
      phone: '(555) 234-5678',
      card: '4111 1111 1111 1111',
      iban: 'DE89 3704 0044 0532 0130 00',
      key,
    };
    const text = Object.values(samples).join('; ');
    const off = (await cleanOne('pii', text, { [kind]: false })).text ?? '';
    const all = '[EMAIL]; [IP]; [PHONE]; [CARD]; [IBAN]; [KEY]';
    expect((await cleanOne('pii', text)).text).toBe(all);
    expect(off).toBe(
      all.replace(`[${kind.toUpperCase()}]`, Object.entries(samples).find(([k]) => k === kind)?.[1] ?? ''),
    );
  });

  it('drops when asked, and masks what is rescued', async () => {
    const steps = [['pii', { action: 'drop' }]] as const;
    const documents = ['a@b.de', 'nobody', `${key}\n8.8.8.8`].map((text, i) => parts(i, text));
    const { kept, drops } = await cleanDocuments(documents, steps, new Set([0]));
    expect(kept).toEqual(['[EMAIL]', 'nobody']);
    expect(drops).toEqual([{ document: 2, step: 'pii', reason: 'secret key' }]);
  });

  it('finds things beyond 64,000 characters of a line', async () => {
    const text = `${'word '.repeat(50_000)}a@b.de${' word'.repeat(50_000)}`;
    expect((await cleanOne('pii', text)).text).toBe(text.replace('a@b.de', '[EMAIL]'));
  });

  it('takes linear time for what looks like the beginning of something', async () => {
    const started = performance.now();
    for (const piece of ['1 ', '+', '(5', 'a@', '1.1.', ':1', 'A1', '-', 'sk-', 'DE89 3704 ', '_0'])
      await cleanOne('pii', piece.repeat(300_000 / piece.length));
    // Quadratic would be minutes; this takes less than a second.
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('knows check digits and special addresses', () => {
    expect([isCard('79927398713'), isCard('79927398710'), isCard('0000000000000')]).toEqual([true, false, false]);
    expect([isIban('GB82WEST12345698765432'), isIban('GB82WEST12345698765431')]).toEqual([true, false]);
    const edges = ['172.15.0.1', '172.32.0.1', '100.63.0.1', '100.128.0.1', '223.0.0.1', '11.0.0.1'];
    for (const address of edges) expect(isPublicV4(address)).toBe(true);
    for (const address of ['172.31.0.1', '100.64.0.1', '100.127.0.1', '224.0.0.1', '0.1.1.1', '203.0.113.9'])
      expect(isPublicV4(address)).toBe(false);
    for (const address of ['2600::', '2a00:1:2:3:4:5:6:7', '3fff::1']) expect(isPublicV6(address)).toBe(true);
    for (const address of ['::1', '1:2:3:4:5:6:7', '2a00::1::2', '4000::1', 'fd00::1', '2a00:1:2:3:4:5:6:7:8'])
      expect(isPublicV6(address)).toBe(false);
  });
});
