"""
The runner: doit's, with traces, needs, phases, and work handed to processes in batches.

doit's dispatcher stays in charge of the order. What is added: a task that does not read what failed
is not held up by it; a task that read what was not built yet runs again when it is (see «Needs» in
docs/architecture.md); ready tasks are collected and performed by worker processes, many at a time.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from typing import Any

from doit.exceptions import InvalidTask, TaskFailed, UnmetDependency
from doit.runner import FAILURE, Runner

from bengal_tasks.actions.perform import Outcome
from bengal_tasks.cli.needs import Parked, is_overtaken, makers_of
from bengal_tasks.cli.phases import Phases
from bengal_tasks.cli.pool import Pool
from bengal_tasks.cli.unkept import unkept
from bengal_tasks.explain.reasons import reasons_of
from bengal_tasks.model.keys import STATE_DIR
from bengal_tasks.tasks.dictionary import before, doit_task
from bengal_tasks.tasks.plan_indexes import arguments_of
from bengal_tasks.tasks.run import run_spec
from bengal_tasks.tasks.session import Session
from bengal_tasks.tasks.spec import TaskSpec
from bengal_tasks.tasks.variants import plan_asked


_FINAL = frozenset({"successful", "up-to-date", "failure", "ignore"})
_MOST_TRIES = 100
"""How often a task may ask for more; one that asks for a new thing each time would never end."""
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
        self._phases = Phases(session)
        self._dispatcher: Any = None
        self._why: dict[str, list[list[str]]] = {}
        self._parked = Parked()
        self._tries: Counter[str] = Counter()
        self._returned: set[str] = set()
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
            elif self._phases:
                yield from self._phases.advance()
            elif node is None:
                return
            else:
                raise InvalidTask("tasks wait for each other in a circle")

    def _begin(self, node: Any) -> None:  # noqa: ANN401 (doit's types)
        name = node.task.name
        spec = self._spec(name)
        if node.run_status in _FINAL:
            self._return(node)
            return
        if name in self._waiting or name in self._parked or self._phases.holds(spec, node):
            return
        if not self._is_chosen(node):
            self._return(node)
        elif spec and spec.action and self._pool.workers > 1:
            self._announce(node)
            self._send(node, spec)
            self._take(self._pool.ready())
        else:
            self._execute(node, spec)
            self._return(node)

    def _return(self, node: Any) -> None:  # noqa: ANN401 (doit's types)
        """Hand a node back to the dispatcher, which takes one that has ended only once."""
        if node.run_status not in _FINAL or node.task.name not in self._returned:
            self._done.append(node)
        if node.run_status in _FINAL:
            self._returned.add(node.task.name)

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
            fault = self.execute_task(node.task) or unkept(node.task)
            for path in node.task.targets:
                self._session.disown(path)  # it is the user's, and no more as it was looked at
            self.process_task_result(node, fault)
            return
        self._announce(node)
        self._finish(node, spec, run_spec(self._session, spec))

    def _finish(self, node: Any, spec: TaskSpec, outcome: Outcome) -> None:  # noqa: ANN401 (doit's types)
        """Take an outcome, and end the task unless it has to wait for workers."""
        settled = self._settled(node, spec, outcome)
        if settled is None:
            return
        if settled.error:
            self.process_task_result(node, TaskFailed(settled.error))
            return
        self.dep_manager.staged[spec.name] = settled.trace
        node.task.values = {"why": self._why.get(spec.name, []), "run": self._session.state.run}
        self.process_task_result(node, None)
        self.reporter.did_run(node.task, settled.trace)

    def _settled(self, node: Any, spec: TaskSpec, outcome: Outcome) -> Outcome | None:  # noqa: ANN401 (doit's types)
        """Run a task again while it has read what was not built; none when it is parked."""
        overtaken = self._pool.workers > 1 and is_overtaken(self._session, spec, outcome.trace)
        while (needed := self._needed(spec, outcome)) or overtaken:
            if self._tries[spec.name] >= _MOST_TRIES:
                told = f"asked for something else {_MOST_TRIES} times, last for"
                return Outcome(outcome.trace, f"{told} {', '.join(needed)}")
            if self._parks(node, spec, needed):
                self._abandon(spec, outcome)
                return None
            if not (self._build(needed) or overtaken):
                break
            self._abandon(spec, outcome)
            outcome, overtaken = run_spec(self._session, spec), False
        return outcome

    def _build(self, needed: list[str]) -> bool:
        """Process tasks that have not ended; tell whether any of them ran."""
        for name in needed:
            self._ensure(name)
        return any(self._node(name).run_status == "successful" for name in needed)

    def _needed(self, spec: TaskSpec, outcome: Outcome) -> list[str]:
        """Return the tasks that make what the outcome read and that have not ended, sorted."""
        for asked in plan_asked(self._session, outcome.trace):
            self._dispatcher.tasks[asked.name] = doit_task(self._session, asked)
        names = makers_of(self._session, spec, outcome.trace)
        return sorted(name for name in names if self._node(name).run_status not in _FINAL)

    def _node(self, name: str) -> Any:  # noqa: ANN401 (doit's types)
        return self._dispatcher.nodes.get(name) or self._dispatcher._gen_node(None, name)  # noqa: SLF001

    def _parks(self, node: Any, spec: TaskSpec, needed: list[str]) -> bool:  # noqa: ANN401 (doit's types)
        """Have workers make what the task has read and is not there; tell whether it waits."""
        if not spec.action or self._pool.workers <= 1:
            return False
        begun = {other for name in needed for other in self._begun(name, spec.name)}
        if begun:
            self._parked.add(node, begun)
        return bool(begun)

    def _begun(self, name: str, waits: str) -> set[str]:
        """Begin a task, or what goes before it; return what *waits* is to wait for."""
        node, spec = self._node(name), self._spec(name)
        if name in self._waiting or name in self._parked:
            return set() if self._parked.holds(waits, name) else {name}
        if node.run_status is None and (earlier := self._before(node)):
            return {one for other in earlier for one in self._begun(other, waits)}
        if spec and spec.action and node.run_status is None and self._is_chosen(node):
            self._announce(node)
            self._send(node, spec)
            return {name}
        return set()

    def _is_chosen(self, node: Any) -> bool:  # noqa: ANN401 (doit's types)
        return self.select_task(node, self._dispatcher.tasks)

    def _before(self, node: Any) -> list[str]:  # noqa: ANN401 (doit's types)
        """
        Return the tasks that must end before one that is needed now, sorted.

        What it has read last is no reason to wait when it is known to be stale: it may read other
        things now, and what it read last may now read what it makes.
        """
        spec = self._spec(node.task.name)
        names = set(before(self._session, spec, {*spec.reads}) if spec else node.task.task_dep)
        ended = all(self._node(name).run_status in _FINAL for name in names)
        if ended and not (self.always_execute or self._is_stale(node)):
            names.update(node.task.task_dep)
        return sorted(name for name in names if self._node(name).run_status not in _FINAL)

    def _is_stale(self, node: Any) -> bool:  # noqa: ANN401 (doit's types)
        status = self.dep_manager.get_status(node.task, self._dispatcher.tasks)
        return bool(status.status == "run")

    def _abandon(self, spec: TaskSpec, outcome: Outcome) -> None:
        """Give up what a task has published that is to run again: it is pruned if it stays so."""
        self._tries[spec.name] += 1
        for path, digest in outcome.trace.writes.items():
            if not path.startswith(STATE_DIR):
                self._session.state.orphans[path] = digest

    def _ensure(self, name: str) -> None:
        """Process a task, and those before it, unless it was."""
        node = self._node(name)
        while node.run_status is None and (earlier := self._before(node)):
            for other in earlier:
                self._ensure(other)
        if node.run_status is None and self._is_chosen(node):
            self._execute(node, self._spec(name))
        while name in self._waiting or name in self._parked:
            self._collect()
        if node.run_status not in _FINAL:
            raise InvalidTask(f"{name} reads, through others, what it makes itself")

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
            self._finish(node, spec, outcome)
            if node.run_status in _FINAL:
                self._return(node)
                for freed in self._parked.free(name):
                    self._send(freed, self._session.plan.specs[freed.task.name])
