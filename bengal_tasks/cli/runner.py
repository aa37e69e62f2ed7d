"""
The runner: doit's, with traces, needs, phases, and work handed to processes in batches.

doit's dispatcher stays in charge of the order. What is added: a task that does not read what failed
is not held up by it; a task that read what was not built yet runs again when it is (see «Needs» in
docs/architecture.md); ready tasks are collected and performed by worker processes, many at a time.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any

from doit.exceptions import InvalidTask, TaskFailed, UnmetDependency
from doit.runner import FAILURE, Runner

from bengal_tasks.actions.perform import Outcome
from bengal_tasks.cli.pool import Pool
from bengal_tasks.explain.reasons import reasons_of
from bengal_tasks.model.keys import STATE_DIR, split_dependency
from bengal_tasks.tasks.dictionary import doit_task
from bengal_tasks.tasks.plan_indexes import arguments_of
from bengal_tasks.tasks.run import run_spec
from bengal_tasks.tasks.session import Session
from bengal_tasks.tasks.spec import Phase, TaskSpec
from bengal_tasks.tasks.variants import drop_unasked, plan_asked


_FINAL = frozenset({"successful", "up-to-date", "failure", "ignore"})
_MOST_TRIES = 5
_MOST_REASONS = 8
"""Reasons that are kept for ``doit why``; a new base template alone would give dozens."""


class SiteRunner(Runner):  # type: ignore[misc]  # doit ships no hints
    """Runs the tasks of one site; *final_result* becomes the exit status."""

    final_result: int

    def __init__(self, session: Session, workers: int, *arguments: Any) -> None:  # noqa: ANN401 (doit's signature)
        super().__init__(*arguments)
        self._session = session
        self._pool = Pool(session.shop.workshop, workers)
        self._waiting: dict[str, Any] = {}
        self._done: deque[Any] = deque()
        self._held: list[tuple[Phase, Any]] = []
        self._phase = Phase.SOURCES
        self._dispatcher: Any = None
        self._why: dict[str, list[list[str]]] = {}
        self._parked: dict[str, tuple[Any, set[str]]] = {}
        self._outcomes: deque[tuple[str, Outcome]] = deque()

    def run_tasks(self, task_dispatcher: Any) -> None:  # noqa: ANN401 (doit's types)
        """Run what the dispatcher yields until it has nothing more."""
        self._dispatcher = task_dispatcher
        try:
            for node in self._nodes():
                self._begin(node)
                if self._stop_running:
                    break
            while self._waiting:
                self._collect()
        finally:
            self._pool.close()

    def _nodes(self) -> Iterator[Any]:
        """Yield the nodes to look at; what has ended is handed back to the dispatcher."""
        generator = self._dispatcher.generator
        while True:
            try:
                node = generator.send(self._done.popleft() if self._done else None)
            except StopIteration:
                node = None
            if node is not None and node != "hold on":
                yield node
            elif node and self._done:
                continue
            elif self._waiting:
                self._collect()
            elif self._held:
                yield from self._next_phase()
            elif node is None:
                return
            else:
                raise InvalidTask("tasks wait for each other in a circle")

    def _next_phase(self) -> list[Any]:
        """Begin the next phase: everything before it has ended. Return its nodes."""
        self._phase = min(phase for phase, _ in self._held)
        now = [node for phase, node in self._held if phase == self._phase]
        self._held = [pair for pair in self._held if pair[0] != self._phase]
        if self._phase is Phase.END:
            drop_unasked(self._session)
        return now

    def _begin(self, node: Any) -> None:  # noqa: ANN401 (doit's types)
        name = node.task.name
        spec = self._spec(name)
        if node.run_status in _FINAL:
            self._done.append(node)
            return
        if name in self._waiting or name in self._parked:
            return
        if spec and spec.phase > self._phase:
            self._held.append((spec.phase, node))
        elif not self.select_task(node, self._dispatcher.tasks):
            self._done.append(node)
        elif spec and spec.action and self._pool.workers > 1:
            self._announce(node)
            self._send(node, spec)
            self._take(self._pool.ready())
        else:
            self._execute(node, spec)
            self._done.append(node)

    def _send(self, node: Any, spec: TaskSpec) -> None:  # noqa: ANN401 (doit's types)
        self._waiting[spec.name] = node
        self._pool.add(spec.name, spec.action, arguments_of(self._session.plan, spec))

    def _spec(self, name: str) -> TaskSpec | None:
        return self._session.plan.specs.get(name)

    def select_task(self, node: Any, tasks_dict: Any) -> bool:  # noqa: ANN401 (doit's types)
        """Decide whether a task runs, and keep the reasons for the reporter."""
        spec = self._spec(node.task.name)
        if spec:
            node.bad_deps = [n for n in node.bad_deps if n.task.name in spec.hard]
        chosen: bool = super().select_task(node, tasks_dict)
        if chosen:
            status = self.dep_manager.get_status(node.task, tasks_dict, get_log=True)
            known = bool(self._session.record(node.task.name))
            reasons = reasons_of(status.reasons, known=known, forced=self.always_execute)
            self._why[node.task.name] = [[r.cause.name, r.about] for r in reasons[:_MOST_REASONS]]
            self.reporter.will_run(node.task, reasons)
        return chosen

    def _handle_task_error(self, node: Any, base_fail: Any) -> None:  # noqa: ANN401 (doit's types)
        """Note a failure; what did not run because another task failed makes it no worse."""
        before = self.final_result
        super()._handle_task_error(node, base_fail)
        if isinstance(base_fail, UnmetDependency):
            self.final_result = max(before, FAILURE)

    def _announce(self, node: Any) -> None:  # noqa: ANN401 (doit's types)
        if node.task.teardown:
            self.teardown_list.append(node.task)
        self.reporter.execute_task(node.task)

    def _execute(self, node: Any, spec: TaskSpec | None) -> None:  # noqa: ANN401 (doit's types)
        """Run a task in this process, to its end."""
        if spec is None:
            self.process_task_result(node, self.execute_task(node.task))
            return
        self._announce(node)
        self._finish(node, spec, run_spec(self._session, spec))

    def _finish(self, node: Any, spec: TaskSpec, outcome: Outcome) -> None:  # noqa: ANN401 (doit's types)
        """Take an outcome; run the task again while it has read what was not built."""
        tries = 0
        while tries < _MOST_TRIES and (
            self._build_needs(spec, outcome) or self._is_overtaken(spec, outcome)
        ):
            self._abandon(outcome)
            outcome = run_spec(self._session, spec)
            tries += 1
        if outcome.error:
            self.process_task_result(node, TaskFailed(outcome.error))
            return
        self.dep_manager.staged[spec.name] = outcome.trace
        node.task.values = {"why": self._why.get(spec.name, []), "run": self._session.state.run}
        self.process_task_result(node, None)
        self.reporter.did_run(node.task, outcome.trace)

    def _is_overtaken(self, spec: TaskSpec, outcome: Outcome) -> bool:
        """Tell whether what a worker has read was made again before its outcome came back."""
        producers = self._session.plan.producers
        return self._pool.workers > 1 and any(
            self._session.state_of(dependency) != state
            for dependency, state in outcome.trace.reads.items()
            if producers.get(split_dependency(dependency)[0], spec.name) != spec.name
        )

    def _build_needs(self, spec: TaskSpec, outcome: Outcome) -> bool:
        """Process what the outcome read and this run has not; tell whether any of it changed."""
        ran = [self._ensure(name) for name in self._needed(spec, outcome)]
        return any(ran)

    def _needed(self, spec: TaskSpec, outcome: Outcome) -> list[str]:
        """Return the tasks that make what the outcome read and that have not ended, sorted."""
        for asked in plan_asked(self._session, outcome.trace):
            self._dispatcher.tasks[asked.name] = doit_task(self._session, asked)
        producers = self._session.plan.producers
        paths = {split_dependency(d)[0] for d in outcome.trace.reads if d.startswith(STATE_DIR)}
        names = {producers[path] for path in paths if path in producers} - {spec.name}
        return sorted(name for name in names if self._node(name).run_status not in _FINAL)

    def _node(self, name: str) -> Any:  # noqa: ANN401 (doit's types)
        return self._dispatcher.nodes.get(name) or self._dispatcher._gen_node(None, name)  # noqa: SLF001

    def _parks(self, node: Any, spec: TaskSpec, outcome: Outcome) -> bool:  # noqa: ANN401 (doit's types)
        """Have workers make what the task has read and is not there; tell whether it waits."""
        needed = self._needed(spec, outcome)
        begun = {name for name in needed if self._is_begun(name, waits=spec.name)}
        if begun:
            self._abandon(outcome)
            self._parked[spec.name] = (node, begun)
        return bool(begun)

    def _is_begun(self, name: str, waits: str) -> bool:
        """Begin a task whose own dependencies have ended; tell whether *waits* can wait for it."""
        if name in self._waiting:
            return True
        if name in self._parked:
            return not self._is_held_by(name, waits)
        node, spec = self._node(name), self._spec(name)
        ended = all(self._node(other).run_status in _FINAL for other in node.task.task_dep)
        if not (spec and spec.action and ended) or not self.select_task(
            node, self._dispatcher.tasks
        ):
            return False
        self._announce(node)
        self._send(node, spec)
        return True

    def _is_held_by(self, name: str, other: str) -> bool:
        """Tell whether a task waits for another, directly or by way of tasks that wait."""
        others = self._parked[name][1] if name in self._parked else ()
        return other in others or any(self._is_held_by(one, other) for one in others)

    def _abandon(self, outcome: Outcome) -> None:
        """Give up what a task has published that is to run again: it is pruned if it stays so."""
        for path, digest in outcome.trace.writes.items():
            if not path.startswith(STATE_DIR):
                self._session.state.orphans[path] = digest

    def _unpark(self, ended: str) -> None:
        """Run the tasks again that waited for nothing but the one that has *ended*."""
        for name, (node, others) in list(self._parked.items()):
            others.discard(ended)
            if not others:
                del self._parked[name]
                self._send(node, self._session.plan.specs[name])

    def _ensure(self, name: str) -> bool:
        """Process a task, and those before it, unless it was; tell whether it ran just now."""
        node = self._node(name)
        if node.run_status in _FINAL:
            return False
        if name in self._waiting or name in self._parked:
            while name in self._waiting or name in self._parked:
                self._collect()
            return bool(node.run_status == "successful")
        if node.run_status == "run":
            raise InvalidTask(f"{name} reads, through others, what it makes itself")
        for other in node.task.task_dep:
            self._ensure(other)
        if not self.select_task(node, self._dispatcher.tasks):
            return False
        self._execute(node, self._spec(name))
        return bool(node.run_status == "successful")

    def _collect(self) -> None:
        """Take the outcomes of at least one batch, waiting for it if need be."""
        if not self._outcomes:
            self._outcomes.extend(self._pool.wait())
        if not self._outcomes:
            raise InvalidTask("tasks wait for each other in a circle")
        self._take(())

    def _take(self, outcomes: Iterable[tuple[str, Outcome]]) -> None:
        # One may wait for another of the same batch, so they are kept where both are seen.
        self._outcomes.extend(outcomes)
        while self._outcomes:
            name, outcome = self._outcomes.popleft()
            node, spec = self._waiting.pop(name), self._session.plan.specs[name]
            if self._parks(node, spec, outcome):
                continue
            self._finish(node, spec, outcome)
            self._done.append(node)
            self._unpark(name)
