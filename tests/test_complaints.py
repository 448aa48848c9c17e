"""What users of other diaries complain of, and the tests that hold it here: each row names tests that exist.

The first are families' complaints, the last those of coordinators, deputies and who reads reports.
"""

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
_NAME = re.compile(r"^(?:async )?def (test_\w+)\(", re.MULTILINE)

HELD = {
    "one daughter sees the other's homework": (
        "test_siblings_in_one_class_each_have_a_message",
        "test_siblings_in_one_class_are_kept_apart",
        "test_twins_have_a_message_each",
        "test_a_row_tells_of_its_own_pupil",
        "test_homework_of_any_length_comes_whole_and_each_part_names_the_child",
    ),
    "of two marks of a day only the first is told; an edited comment looks like a new mark": (
        "test_a_second_mark_after_the_message_is_told_in_a_message_of_its_own",
        "test_other_marks_and_several",
        "test_a_correction_in_words_edits_and_tells_nothing_new",
    ),
    "duplicates, and repeats every five minutes": (
        "test_a_second_row_with_the_same_key_is_left_out",
        "test_kills_lose_nothing_and_repeat_at_most_what_was_in_flight",
        "test_second_tap_on_record_writes_once",
        "test_a_double_tap_is_one_note_and_one_message",
        "test_thirty_taps_send_one_application_and_one_page",
    ),
    "swallowed around a restart": (
        "test_kills_lose_nothing_and_repeat_at_most_what_was_in_flight",
        "test_what_a_dead_worker_held_is_delivered_when_its_lease_has_passed",
        "test_a_form_outlives_a_restart_and_a_week",
    ),
    "a mark at 22:30 with quiet hours never arrives": (
        "test_a_mark_in_quiet_hours_arrives_once_after_them_and_is_corrected_there",
        "test_a_mark_in_quiet_hours_comes_once_at_their_end",
        "test_nothing_is_lost_and_nothing_comes_too_soon",
    ),
    "sixteen pushes at night about 216 marks": (
        "test_the_marks_of_a_whole_year_at_night_are_one_digest_in_the_morning",
        "test_an_import_tells_nobody_whose_chat_is_linked",
        "test_who_was_a_guardian_until_yesterday_is_not_told_of_yesterdays_lesson",
        "test_a_pupil_who_left_has_an_archive",
    ),
    "pushes today about a mark of weeks ago": (
        "test_late_entries_say_so_by_the_schools_calendar",
        "test_a_late_entry_goes_to_the_digest",
    ),
    "a corrected mark is never shown": (
        "test_correction_edits_the_delivered_message",
        "test_a_correction_edits_the_very_message",
        "test_a_correction_of_a_message_that_is_gone_is_a_short_new_one",
    ),
    "alarmed though a note excused the child, or by what one entered oneself": (
        "test_days_ahead_are_expected_at_the_roll_and_not_alerted",
        "test_one_tap_edits_the_alerts_and_asks_the_class_teacher",
        "test_the_author_is_not_told_of_own_child",
    ),
    "anyone can bind by an id that is no secret": (
        "test_wrong_codes_and_unknown_uids_are_answered_alike",
        "test_after_five_tries_a_stranger_waits_an_hour",
        "test_a_code_of_another_uid_is_a_wrong_code",
        "test_a_uid_of_another_is_refused_and_an_own_one_is_entered",
    ),
    "a wrong link cannot be undone": (
        "test_the_other_guardian_is_told",
        "test_an_unlinked_chat_is_a_stranger_and_can_come_back",
        "test_access_is_withdrawn_after_a_lost_telephone",
        "test_what_waits_for_an_unlinked_chat_is_superseded",
    ),
    "parents who do not talk to each other": (
        "test_parents_apart_each_have_a_message",
        "test_the_other_parent_and_other_people_see_nothing",
        "test_what_one_parent_chooses_holds_for_that_parent",
        "test_homework_is_ticked_off_by_each_parent_alone",
        "test_the_other_guardian_does_not_withdraw_it",
    ),
    "too many notifications": (
        "test_ten_lessons_filled_in_at_once_are_five_pushes_and_one_digest",
        "test_the_evening_digest_comes_at_the_persons_hour",
        "test_a_family_with_two_children_has_one_message_after_quiet_hours",
    ),
    "the log says SENT, and nobody got it": (
        "test_an_answer_that_was_lost_costs_a_repeat_and_never_the_message",
        "test_nothing_is_sent_without_the_id_of_a_message",
    ),
    "people of one full name": (
        "test_namesakes_are_asked_about",
        "test_namesakes_are_told_apart_by_uid_only",
        "test_namesakes_are_shown_apart",
    ),
    "blocked, deactivated, refused markup, flood": (
        "test_a_chat_that_is_gone_is_unreachable_and_remembered",
        "test_too_many_requests_are_obeyed_by_everybody",
        "test_passing_trouble_is_retried",
        "test_marks_that_telegram_cannot_read_do_not_cost_the_message_and_are_seen",
        "test_a_chat_that_moved_is_written_to_at_its_new_address_from_then_on",
        "test_a_bot_that_is_blocked_while_an_application_waits",
    ),
    "a subject A<B & C, homework of 5,000 characters": (
        "test_what_people_typed_is_escaped",
        "test_homework_of_5000_characters_is_two_parts_and_each_names_the_child",
    ),
    "ё and е, hyphens, stale buttons": (
        "test_spellings",
        "test_stale_button_says_so",
        "test_a_screen_that_was_deleted_comes_anew",
    ),
    "nobody at school sees whom messages do not reach, since when and why": (
        "test_who_blocked_the_bot_is_shown_to_coordinators_and_the_class_teacher",
        "test_whom_messages_do_not_reach_and_what_they_missed",
        "test_a_blocked_chat_is_told_with_its_reason",
    ),
    "missing attendance of an empty class, a holiday, a cancelled lesson": (
        "test_no_empty_class_no_cancelled_lesson_no_holiday_and_not_before_the_end",
        "test_a_cancelled_lesson_asks_for_nothing_and_can_be_brought_back",
    ),
    "a reminder that does not open the day": (
        "test_the_evenings_message_opens_the_unfilled_lesson",
        "test_a_deputy_hears_of_what_waits_and_opens_the_day",
        "test_a_directors_week_in_figures_each_with_its_place",
    ),
    "what waits too long reaches nobody above": (
        "test_others_hear_after_the_grace_days",
        "test_where_the_deputy_is_gone_the_next_with_the_right_hears",
        "test_what_is_put_off_is_not_told_but_others_hear_of_it",
    ),
    "substitutes cannot see or fill the lesson": (
        "test_the_substitute_is_told_and_enters_the_lesson",
        "test_the_substitute_sees_exactly_that_lesson_and_nothing_else",
    ),
    "adoption counted by links that take nothing any more, people counted twice": (
        "test_everybody_stands_at_one_stage",
        "test_a_chat_that_takes_nothing_never_counts_as_connected",
        "test_a_guardian_of_two_classes_is_one_person",
    ),
    "a report that only says how many, and that somebody types anew": (
        "test_who_is_to_be_called_first_waited_longest",
        "test_the_report_is_a_message_a_workbook_and_one_tap_closes_the_duty",
    ),
}


@pytest.fixture(scope="module")
def tests() -> frozenset[str]:
    """The names of all tests."""
    texts = (path.read_text("utf-8") for path in TESTS.rglob("test_*.py"))
    return frozenset(name for text in texts for name in _NAME.findall(text))


@pytest.mark.parametrize("complaint", HELD)
def test_a_complaint_is_held_by_tests_that_exist(tests: frozenset[str], complaint: str) -> None:
    assert {*HELD[complaint]} <= tests
