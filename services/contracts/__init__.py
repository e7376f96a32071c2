"""What producers and consumers build on: the JSON Schemas, the AsyncAPI document, and what would break them.

messages.py       the JSON Schema of each message
asyncapi.py       the topics, who sends and receives what there, and the headers
compatibility.py  what a change of a schema does to those who wrote and read the old one
folder.py         the exported files: write them, compare them with the code
"""

from services.contracts.folder import EXPORTED, ContractKind, ContractProblem, Incompatible, check, export

__all__ = ["EXPORTED", "ContractKind", "ContractProblem", "Incompatible", "check", "export"]
