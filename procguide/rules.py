"""The rules a guide keeps, each a sentence: its name says it to programmers, its docstring to readers.

A rule takes the index of a guide and yields findings, each with a place and, where there is one, a fix.
"""

from __future__ import annotations

from procguide.findings import Finding, Rule
from procguide.rules_of_law import (
    citations_exist_and_are_in_force,
    every_article_in_scope_is_covered_or_excused,
    every_deadline_cites_its_article,
    every_deadline_says_who_from_when_and_what_if_missed,
    every_prohibition_cites_its_article,
    every_prohibition_says_the_sanction_and_the_alternative,
    every_question_heard_names_its_articles,
    every_resource_has_an_https_address,
    every_stage_cites_a_statute,
    every_step_the_law_requires_cites_it,
    mentions_in_prose_are_known,
    statutes_and_versions_are_consistent,
)
from procguide.rules_of_path import (
    decisions_begin_and_end,
    every_question_is_answered_with_its_law,
    every_reference_is_known,
    every_stage_has_steps,
    every_stage_stands_in_one_phase,
    identifiers_are_unique_kebab_case,
    nothing_is_an_orphan,
    transitions_reach_every_stage_and_end,
)

__all__ = ["RULES", "Finding", "Rule"]

RULES: tuple[Rule, ...] = (
    identifiers_are_unique_kebab_case,
    every_stage_stands_in_one_phase,
    every_reference_is_known,
    transitions_reach_every_stage_and_end,
    decisions_begin_and_end,
    every_stage_cites_a_statute,
    every_stage_has_steps,
    every_step_the_law_requires_cites_it,
    every_deadline_cites_its_article,
    every_deadline_says_who_from_when_and_what_if_missed,
    every_prohibition_cites_its_article,
    every_prohibition_says_the_sanction_and_the_alternative,
    every_resource_has_an_https_address,
    citations_exist_and_are_in_force,
    mentions_in_prose_are_known,
    statutes_and_versions_are_consistent,
    every_question_is_answered_with_its_law,
    every_question_heard_names_its_articles,
    every_article_in_scope_is_covered_or_excused,
    nothing_is_an_orphan,
)
