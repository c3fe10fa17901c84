"""What shape does an answer have that says why there is no answer? RFC 9457."""

from typing import Final

from cms.api.shapes.kinds import Constant, Shape, Text, Whole, object_of


class ProblemEntry(Shape):
    """One thing that is wrong with the request."""

    parameter = Text(help_text="Name of the query parameter.")
    detail = Text()


Problem = object_of(
    "Problem",
    "A problem after RFC 9457.",
    {
        "type": Constant("about:blank", help_text="There is no more to it than its status."),
        "title": Text(help_text="The phrase of the status."),
        "status": Whole(400, 599),
        "detail": Text(),
        "errors": ProblemEntry(
            many=True, required=False, help_text="One entry for each wrong parameter, on a 400."
        ),
    },
)


PROBLEMS: Final = {
    400: "A parameter is unknown, malformed, given twice or missing: `errors` names it.",
    401: "Another instant than now was asked about, without a valid preview token.",
    404: "There is nothing here that the public may see.",
    405: "Only GET, HEAD and OPTIONS are answered.",
    406: "Nothing that the Accept header allows can be made.",
}
"""The problems that any operation may answer with."""
