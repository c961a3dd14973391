"""The resources of a template by its parameters."""

from typing import Any

Document = dict[str, Any]


class Stack:
    """Return the resources of the template with these parameters, the others at their defaults."""

    def __init__(self, template: Document, **parameters: str) -> None:
        defaults = {name: one.get("Default") for name, one in template["Parameters"].items()}
        self._parameters = {**defaults, **parameters}
        self._conditions = template["Conditions"]
        self.resources = self._present(template["Resources"])
        self.outputs = self._present(template["Outputs"])

    def _present(self, section: Document) -> Document:
        return {
            name: self._chosen(one)
            for name, one in section.items()
            if "Condition" not in one or self.holds({"Condition": one["Condition"]})
        }

    def holds(self, condition: Document) -> bool:
        """Whether a condition holds."""
        ((function, operands),) = condition.items()
        if function == "Condition":
            return self.holds(self._conditions[operands])
        if function == "Fn::Not":
            return not self.holds(operands[0])
        assert function == "Fn::Equals", f"{function} is not understood here"
        one, other = (self._parameters[o["Ref"]] if isinstance(o, dict) else o for o in operands)
        return bool(one == other)

    def _chosen(self, value: Any) -> Any:
        """The value, in place of every `Fn::If` that one of its branches which holds."""
        if isinstance(value, list):
            return [self._chosen(one) for one in value]
        if not isinstance(value, dict):
            return value
        if "Fn::If" in value:
            condition, then, otherwise = value["Fn::If"]
            return self._chosen(then if self.holds({"Condition": condition}) else otherwise)
        return {name: self._chosen(one) for name, one in value.items()}
