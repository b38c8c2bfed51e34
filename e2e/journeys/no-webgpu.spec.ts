import { launchArgs } from '../setup/launch-args';
import { expect, test, trainTiny } from './studio-test';

// A browser that has no WebGPU, by its own switch.
test.use({
  launchOptions: async ({ launchOptions }, use) => use({ ...launchOptions, args: [...launchArgs({ webgpu: false })] }),
});

test('without WebGPU the page says what to switch on, and trains on the cpu backend all the same', async ({
  studio,
}) => {
  await expect(studio.page.getByText('No WebGPU here')).toBeVisible();
  await expect(studio.page.locator('main')).toContainText(/Chrome|Firefox|Safari|Edge/);
  await trainTiny(studio, 10);
  expect(await studio.train.stat('Training loss')).toBeGreaterThan(0);
  // The bar names the backend in use.
  await expect(studio.page.getByText(/\bcpu\b/i).first()).toBeVisible();
  await studio.go('Export');
  expect(Object.keys(await studio.export.take())).toContain('model.safetensors');
});
