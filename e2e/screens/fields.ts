import { expect, type Page } from '@playwright/test';

/** Types a number into the field of that label and leaves it; opens what hides it first ("Advanced"). */
export async function setNumber(page: Page, label: string, value: number): Promise<void> {
  const field = page.getByRole('spinbutton', { name: label, exact: true });
  if (!(await field.isVisible()))
    await page
      .getByRole('button', { name: /advanced/i })
      .first()
      .click();
  await field.fill(String(value));
  await field.press('Enter');
  await expect(field).toHaveAttribute('aria-valuenow', String(value));
}
