export { planTasks } from './plan-tasks.js';
export { StewardshipModule } from './stewardship.module.js';
export { StewardshipService, type Steward, type TaskVerdict } from './stewardship.service.js';
export { TaskRepository, type Task, type TaskFilter, type TaskState } from './task.repository.js';
