import { transferHandlers } from 'comlink';

/**
 * Comlink sends of an Error its message, name and stack only. What a person needs is in `report` (LoamError): this keeps it. Imported for its
 * effect by every worker that throws; the client's side of comlink copies whatever properties arrive.
 */
const handler = transferHandlers.get('throw');
if (handler) {
  transferHandlers.set('throw', {
    ...handler,
    serialize(thrown: unknown) {
      const [wire, transfer] = handler.serialize(thrown);
      const value = isThrown(thrown) ? thrown.value : undefined;
      if (!(value instanceof Error && 'report' in value) || !isWire(wire)) return [wire, transfer];
      return [{ ...wire, value: { ...wire.value, report: value.report } }, transfer];
    },
  });
}

const isThrown = (thrown: unknown): thrown is { value: unknown } =>
  typeof thrown === 'object' && thrown !== null && 'value' in thrown;
const isWire = (wire: unknown): wire is { isError: boolean; value: object } =>
  isThrown(wire) && typeof wire.value === 'object' && wire.value !== null;
