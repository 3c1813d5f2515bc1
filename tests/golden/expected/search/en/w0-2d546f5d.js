atlasSearch("en/w0-2d546f5d","area 377777 begun 0 event N histori 0 member 3 organ 77 person F region R7 robot 3 sector Z1 sourc d1 town 37B7 two 3 univers 0 was 0 work 0 говор K соглашен K");
