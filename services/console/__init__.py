"""What the `pressline` commands do, one file a command or a family; `services/cli.py` names them."""
