// What does a read give: the answer, or the problem (RFC 9457) that says why there is none?
import type { Problem } from "./schema.js";

export type Result<Data> =
  | { ok: true; data: Data; response: Response }
  | { ok: false; problem: Problem; response: Response };

/** A problem, thrown by `unwrap` and by reads of whole lists. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";

  constructor(
    readonly problem: Problem,
    readonly response: Response,
  ) {
    super(`${problem.status} ${problem.title}: ${problem.detail}`);
  }
}

/** The answer; throws a `ProblemError` where there is none. */
export function unwrap<Data>(result: Result<Data>): Data {
  if (result.ok) return result.data;
  throw new ProblemError(result.problem, result.response);
}

type Answer = { data?: unknown; error?: unknown; response: Response };

/** What openapi-fetch gives, read as text, as a `Result` of the type that the caller knows. */
export async function resultOf<Data>(asked: Promise<Answer>): Promise<Result<Data>> {
  const { data: text, error, response } = await asked;
  const data = parsed(text);
  return data === undefined
    ? { ok: false, problem: problemOf(error, response), response }
    : { ok: true, data: data as Data, response };
}

/** What is no JSON comes from somebody in between: a proxy that asks for a password, say. */
function parsed(text: unknown): unknown {
  try {
    return typeof text === "string" ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

/** The problem that was sent; one of our own for what others in between have answered. */
function problemOf(error: unknown, response: Response): Problem {
  if (isProblem(error)) return error;
  return {
    type: "about:blank",
    title: response.statusText || "No answer",
    status: response.status,
    detail: "The answer is no problem document: it may come from a proxy.",
  };
}

function isProblem(value: unknown): value is Problem {
  if (typeof value !== "object" || value === null) return false;
  const { status, title, detail } = value as Partial<Problem>;
  return typeof status === "number" && typeof title === "string" && typeof detail === "string";
}
