atlasSearch("en/w0-bd976c61","area 377B7 begun 0 event N histori 0 member 3 organ 77 person F region R7 robot 3 sector Z1 sourc d1 town 37F two 3 univers 0 was 0 work 0 говор K соглашен K");
