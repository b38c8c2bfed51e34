import type { CleaningEntry } from '../entry';
import { toggle } from '../option-kinds';

export const pii = {
  id: 'pii',
  version: 1,
  label: 'Personal data',
  help: 'Masks what identifies people or opens doors: addresses, numbers and keys; or drops the documents that have it.',
  citation: 'FineWeb (arXiv:2406.17557, 3.7) masks e-mail and public IP addresses; Luhn: ISO/IEC 7812; IBAN: ISO 13616',
  options: {
    action: {
      type: 'choice',
      label: 'Personal data',
      help: 'What becomes of it.',
      default: 'mask',
      choices: [
        { id: 'mask', label: 'becomes a mark', help: '[EMAIL], [IP], [PHONE], [CARD], [IBAN], [KEY]' },
        { id: 'drop', label: 'goes with its document' },
      ],
    },
    email: toggle('E-mail addresses', true, 'name@host.domain'),
    ip: toggle('IP addresses', true, 'Public ones of IPv4 and IPv6; those of home networks and of examples stay.'),
    phone: toggle(
      'Phone numbers',
      true,
      'International, North American, and after words such as "phone"; not after ISBN or DOI.',
    ),
    card: toggle('Card numbers', true, 'Of payment cards, with a right check digit.'),
    iban: toggle('Bank accounts', true, 'IBAN with right check digits.'),
    key: toggle('Secret keys', true, 'Keys of well-known services, by their prefixes.'),
  },
  reasons: ['e-mail address', 'IP address', 'phone number', 'card number', 'bank account', 'secret key'],
  sees: 'text',
  onByDefault: false,
  load: async () => (await import('./step')).piiCode,
} as const satisfies CleaningEntry;
