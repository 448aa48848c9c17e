"""Surrogate keys as types of their own, so that a pupil's key is never taken for a lesson's."""

from typing import NewType

SchoolId = NewType("SchoolId", int)
PersonId = NewType("PersonId", int)
ClassId = NewType("ClassId", int)
GroupId = NewType("GroupId", int)
SubjectId = NewType("SubjectId", int)
LessonId = NewType("LessonId", int)
EntryId = NewType("EntryId", int)
MarkId = NewType("MarkId", int)
PeriodMarkId = NewType("PeriodMarkId", int)
DraftId = NewType("DraftId", int)
ChatKey = NewType("ChatKey", int)
LinkId = NewType("LinkId", int)
NoteId = NewType("NoteId", int)
ChangeId = NewType("ChangeId", int)
OutboxId = NewType("OutboxId", int)
RequestId = NewType("RequestId", int)
AttachmentId = NewType("AttachmentId", int)
CheckId = NewType("CheckId", int)
ThreadId = NewType("ThreadId", int)
LetterId = NewType("LetterId", int)
