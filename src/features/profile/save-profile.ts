import type { Profile } from '@/schema/profile';
import { saveText } from '@/ui/save-file';

export function saveProfile(profile: Profile): void {
  saveText(`profile-${profile.createdAt.slice(0, 19).replaceAll(':', '-')}.json`, JSON.stringify(profile));
}
