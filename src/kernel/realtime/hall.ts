import type { Line } from '#kernel/realtime/line.ts'

/** Who is connected to this process, and who follows what. */
export type Hall = {
  readonly lines: ReadonlySet<Line>
  enter(line: Line): void
  leave(line: Line): void
  follow(line: Line, topic: string): void
  unfollow(line: Line, topic: string): void
  followers(org: string, topic: string): ReadonlySet<Line>
  ofOrg(org: string): ReadonlySet<Line>
  ofPerson(personId: string): ReadonlySet<Line>
  orgs(): string[]
}

const nobody: ReadonlySet<Line> = new Set()

export function openHall(): Hall {
  const lines = new Set<Line>()
  const byOrg = new Map<string, Set<Line>>()
  const byPerson = new Map<string, Set<Line>>()
  const byTopic = new Map<string, Set<Line>>()
  const place = (org: string, topic: string): string => `${org} ${topic}`

  const hall: Hall = {
    lines,
    enter(line) {
      lines.add(line)
      add(byOrg, line.org, line)
      add(byPerson, line.person.id, line)
    },
    leave(line) {
      for (const topic of line.topics) hall.unfollow(line, topic)
      lines.delete(line)
      remove(byOrg, line.org, line)
      remove(byPerson, line.person.id, line)
    },
    follow(line, topic) {
      line.topics.add(topic)
      add(byTopic, place(line.org, topic), line)
    },
    unfollow(line, topic) {
      line.topics.delete(topic)
      remove(byTopic, place(line.org, topic), line)
    },
    followers: (org, topic) => byTopic.get(place(org, topic)) ?? nobody,
    ofOrg: (org) => byOrg.get(org) ?? nobody,
    ofPerson: (personId) => byPerson.get(personId) ?? nobody,
    orgs: () => [...byOrg.keys()],
  }
  return hall
}

function add(sets: Map<string, Set<Line>>, key: string, line: Line): void {
  const set = sets.get(key)
  if (set) set.add(line)
  else sets.set(key, new Set([line]))
}

function remove(sets: Map<string, Set<Line>>, key: string, line: Line): void {
  const set = sets.get(key)
  if (set?.delete(line) && set.size === 0) sets.delete(key)
}
